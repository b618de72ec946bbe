using Sagas.Contracts;
using Sagas.Intake;

namespace Sagas.SessionCommit;

/// <summary>The second transaction of a commit. Pure: the same memories always make the same plan.</summary>
internal static class MemoryPlan
{
    public const string Operation = "session.memory";

    /// <summary>
    /// It locks the archive's folder and each file of a memory, exactly: two sessions that remember different things
    /// do not meet.
    /// </summary>
    public static BeginTransaction Of(TransactionId id, string session, WriteMemories write)
    {
        var caller = new Caller(write.Account, write.User);
        var files = write.Memories.Select(memory => MemoryFile.Of(write.User, memory)).Distinct().ToList();
        return new BeginTransaction
        {
            TransactionId = id,
            Operation = Operation,
            Account = write.Account,
            User = write.User,
            Uris = [session, write.Archive.Value],
            Locks = [Targets.Exact(caller, write.Archive), .. files.Select(file => Targets.Exact(caller, file))],
            Steps = [PlannedStep.Of(write)],
            PostActions =
            [
                Targets.Purge(id),
                .. files.Select(file => file.Parent!).Distinct()
                    .Select(folder => Targets.Refresh(folder, caller, id, $"index-{folder.Name}")),
            ],
        };
    }

    /// <summary>What its step has reported.</summary>
    public static CommitResult ResultOf(TransactionReleased released)
    {
        var wrote = released.Results?.FirstOrDefault(result => result.Kind == QueueName.Of<WriteMemories>());
        if (wrote is null)
            return new CommitResult(new Dictionary<string, int>());
        var facts = WireJson.To<WroteMemories>(wrote.Result);
        return new CommitResult(facts.Extracted, facts.Known, facts.Dropped);
    }
}
