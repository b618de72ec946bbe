namespace Sagas.Contracts;

/// <summary>
/// Closes an archive: writes its memories into their files, each beside what is there, its summaries, and the
/// checkpoint <c>.done</c>; or the checkpoint <c>.failed.json</c> when <paramref name="Failure"/> is given.
/// </summary>
/// <param name="Account">Whose tree.</param>
/// <param name="User">Whose memories.</param>
/// <param name="Archive">The archive's directory.</param>
/// <param name="Commit">The commit.</param>
/// <param name="Memories">What is written.</param>
/// <param name="Dropped">How many memories could not be used, for the record.</param>
/// <param name="Overview">The text of <c>.overview.md</c>; null = leave it.</param>
/// <param name="Abstract">The text of <c>.abstract.md</c>; null = leave it.</param>
/// <param name="At">When, for the record.</param>
/// <param name="Failure">Why there are no memories; null when there may be.</param>
/// <param name="Usage">What the models counted for it, in all attempts, for the record; null = nothing.</param>
public sealed record WriteMemories(
    string Account, string User, VikingUri Archive, TransactionId Commit, IReadOnlyList<Memory> Memories, int Dropped,
    string? Overview, string? Abstract, DateTimeOffset At, Reason? Failure, TokenUsage? Usage = null)
    : IStepCommand<WroteMemories>;

/// <summary>What is to be put back: files that were there are set aside in the transaction's folder.</summary>
/// <param name="Files">Every file that is written or removed, in order.</param>
/// <param name="Extracted">How many memories are new, by category.</param>
/// <param name="Known">How many were there before.</param>
/// <param name="Dropped">How many were not written.</param>
public sealed record WroteMemories(
    IReadOnlyList<WrittenFile> Files, IReadOnlyDictionary<string, int> Extracted, int Known, int Dropped);
