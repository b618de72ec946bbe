namespace Sagas.Contracts;

/// <summary>
/// Writes a directory's summaries, if what they are made of is still what was read. Refuses with STALE otherwise, and
/// with NOT_FOUND when the directory is gone.
/// </summary>
/// <param name="Account">Whose tree.</param>
/// <param name="Uri">The directory.</param>
/// <param name="Overview">The text of <c>.overview.md</c>; null = leave it.</param>
/// <param name="Abstract">The text of <c>.abstract.md</c>; null = leave it.</param>
/// <param name="Sources">What was read.</param>
/// <param name="Gone">Names that must not exist.</param>
public sealed record WriteSidecars(
    string Account, VikingUri Uri, string? Overview, string? Abstract, IReadOnlyList<SourceHash> Sources,
    IReadOnlyList<string> Gone)
    : IStepCommand<WroteSidecars>
{
    /// <summary>The hash of the names and kinds that must be in the directory; null = any may.</summary>
    public string? Listing { get; init; }

    /// <summary>The abstracts that directories in it must have, several of one name meaning one of them; "" = none.
    /// </summary>
    public IReadOnlyList<SourceHash> Abstracts { get; init; } = [];
}

/// <summary>Which summaries were there before: they are set aside in the transaction's folder.</summary>
/// <param name="HadOverview">Whether there was an overview.</param>
/// <param name="HadAbstract">Whether there was an abstract.</param>
public sealed record WroteSidecars(bool HadOverview, bool HadAbstract);
