namespace Sagas.Contracts;

/// <summary>
/// Writes a directory's summaries, if every source is still what was read. Refuses with STALE otherwise, and with
/// NOT_FOUND when the directory is gone.
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
    : IStepCommand<WroteSidecars>;

/// <summary>Which summaries were there before: they are set aside in the transaction's folder.</summary>
/// <param name="HadOverview">Whether there was an overview.</param>
/// <param name="HadAbstract">Whether there was an abstract.</param>
public sealed record WroteSidecars(bool HadOverview, bool HadAbstract);
