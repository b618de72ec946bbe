using Sagas.Contracts;
using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.EndToEnd;

/// <summary>Every operation, committed and rolled back, seen in the tree, the index, the queue and the locks.</summary>
public abstract class OperationScenarios<TWorld>(TWorld world) : ScenarioTests<TWorld>(world)
    where TWorld : World, new()
{
    [Theory]
    [MemberData(nameof(OperationCases.Names), MemberType = typeof(OperationCases))]
    public async Task Run_NothingFails_Commits(string name)
    {
        var (operation, files) = OperationCases.Of(name);
        var at = await CaseOf(operation);

        var answer = await operation.Submit(Client, at);

        Assert.True(answer.Status == 200, answer.ToString());
        Assert.Equal(TransactionOutcome.Committed, await OutcomeOf(at.Key));
        await Invariant.Holds(World);
        var after = StateOf(at.Root);
        Assert.Equal(files, after.Tree.Where(IsContent).Select(x => x.Key));
        Assert.Equal(files, after.Entries.Keys.Where(IsOfFile).Select(key => key[1..^2]));
        Assert.Equal(name == "mkdir", after.Tree.ContainsKey("made/deep"));
    }

    [Theory]
    [MemberData(nameof(OperationCases.Names), MemberType = typeof(OperationCases))]
    public async Task Run_LastStepFails_LeavesEverythingAsItWas(string name)
    {
        var (operation, _) = OperationCases.Of(name);
        var at = await CaseOf(operation);
        var before = StateOf(at.Root);
        World.Faults.Arm(operation.Failure);

        var answer = await operation.Submit(Client, at);

        Assert.Equal((409, ErrorCode.Aborted), (answer.Status, answer.Code));
        Assert.Equal(TransactionOutcome.RolledBack, await OutcomeOf(at.Key));
        await Invariant.Holds(World);
        StateOf(at.Root).MustBe(before);
    }

    static bool IsContent(KeyValuePair<string, string> entry) =>
        entry.Value != "directory" && !Path.GetFileName(entry.Key).StartsWith('.');

    static bool IsOfFile(string key) => key.EndsWith("#2", StringComparison.Ordinal);
}
