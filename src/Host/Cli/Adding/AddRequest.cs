namespace Sagas.Host.Cli.Adding;

/// <summary>What <c>add</c> was asked to do.</summary>
internal sealed record AddRequest(
    string Path, string? To, string? Parent, bool CreateParent, bool UntilIndexed, double? WaitSeconds)
{
    /// <summary>The source's own name.</summary>
    public string Name => System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(Path));
}
