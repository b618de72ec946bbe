namespace Sagas.Host.Cli.Adding;

/// <summary>What <c>add</c> was asked to do.</summary>
internal sealed record AddRequest(
    string Path, string? To, string? Parent, bool CreateParent, bool UntilIndexed, double? WaitSeconds)
{
    /// <summary>The source's own name.</summary>
    public string Name => System.IO.Path.GetFileName(System.IO.Path.TrimEndingDirectorySeparator(Path));

    /// <summary>The name's extension, if it is plain; else none. It tells the service what the upload is.</summary>
    public string Extension => System.IO.Path.GetExtension(Name) is var extension
        && extension.Skip(1).All(char.IsAsciiLetterOrDigit) ? extension : "";
}
