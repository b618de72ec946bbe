using Sagas.Contracts;
using Sagas.Scenarios.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.EndToEnd;

/// <summary>Two transactions want the same path.</summary>
public abstract class LockScenarios<TWorld>(TWorld world) : ScenarioTests<TWorld>(world)
    where TWorld : World, new()
{
    const int Contenders = 64;

    /// <inheritdoc />
    protected override void Configure(Dictionary<string, string> settings) =>
        // A stalled step must hold its locks for as long as a scenario looks at them.
        settings["Timeouts:Step"] = "00:00:30";

    [Fact]
    public async Task Wait_Zero_IsRefusedNamingTheHolder()
    {
        var root = await Tree();
        var (holder, call) = await Hold(root);

        var refused = await Client.Remove($"{root}/docs/guide.md", waitSeconds: 0);

        Assert.Equal((409, ErrorCode.Conflict), (refused.Status, refused.Code));
        Assert.Equal(holder, refused.Detail("holder"));
        Assert.Equal("True", refused.Detail("retryable"));
        Assert.Equal(TransactionOutcome.Busy, await OutcomeOf(refused.TransactionId!));
        await LetGo(holder, call);
    }

    [Fact]
    public async Task Wait_RunsOut_LeavesNoTrace()
    {
        var root = await Tree();
        var (holder, call) = await Hold(root);
        var locks = World.Stores.Locks();

        var refused = await Client.MakeDirectory($"{root}/docs/new", waitSeconds: 0.3);

        Assert.Equal((409, ErrorCode.Conflict), (refused.Status, refused.Code));
        Assert.Equal(locks, World.Stores.Locks());
        Assert.False(StateOf(root).Tree.ContainsKey("docs/new"));
        await LetGo(holder, call);
    }

    [Fact]
    public async Task Cancel_WhileWaiting_EndsCancelled()
    {
        var root = await Tree();
        var (holder, call) = await Hold(root);
        var key = NewKey();
        var waiting = Client.Remove($"{root}/docs", recursive: true, waitSeconds: 30, key: key);
        await InPhase(key, TransactionPhase.Acquire);

        Assert.Equal(200, (await Client.Post($"api/v1/transactions/{key}/cancel", new { })).Status);

        Assert.Equal(ErrorCode.Aborted, (await waiting).Code);
        Assert.Equal(TransactionOutcome.Cancelled, await OutcomeOf(key));
        await LetGo(holder, call);
    }

    [Fact]
    public async Task Cancel_WhileExecuting_UndoesUnderTheSleepingWriter()
    {
        var root = await Tree();
        var before = StateOf(root);
        World.Faults.Arm("move-tree.execute.between-renames=stall");
        var key = NewKey();
        var moving = Client.Move($"{root}/docs", $"{root}/archive", key: key);
        await Eventually.Holds("the tree is in flight", () => Task.FromResult(!StateOf(root).Tree.ContainsKey("docs")));
        Assert.NotEmpty(World.Stores.HalfDoneSteps());

        await Client.Post($"api/v1/transactions/{key}/cancel", new { });

        Assert.Equal(ErrorCode.Aborted, (await moving).Code);
        Assert.Equal(TransactionOutcome.Cancelled, await OutcomeOf(key));
        StateOf(root).MustBe(before);
        await World.Restart();
        await Invariant.Holds(World);
        StateOf(root).MustBe(before);
    }

    [Fact]
    public async Task Contenders_OfOneTree_OneWinsAndAllEnd()
    {
        var root = await Tree();

        var answers = await Task.WhenAll(Enumerable.Range(0, Contenders).Select(n => Client.Move(
            $"{root}/docs", FormattableString.Invariant($"{root}/docs-{n:00}"), waitSeconds: 300)));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(Contenders - 1, answers.Count(answer => answer.Code == ErrorCode.NotFound));
        await Invariant.Holds(World);
        Assert.Single(StateOf(root).Tree.Keys, path => path.EndsWith("/guide.md", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Contenders_WhoAllCommit_AreServedInTheOrderOfTheLine()
    {
        var root = await Tree();
        var file = $"{root}/docs/guide.md";
        var (holder, held) = await Hold(root);
        var appends = Enumerable.Range(0, Contenders).Select(_ => NewKey()).ToDictionary(
            key => key, key => Client.Write(file, $"{key}\n", "append", key, waitSeconds: 50));
        await Eventually.Holds("all wait", () => Task.FromResult(World.Stores.Line().Count == Contenders));
        var line = World.Stores.Line();

        await Client.Post($"api/v1/transactions/{holder}/cancel", new { });

        Assert.All(await Task.WhenAll(appends.Values), answer => Assert.Equal(200, answer.Status));
        Assert.Equal(ErrorCode.Aborted, (await held).Code);
        var turns = StateOf(root).Tree["docs/guide.md"].TrimEnd().Split('\n')[1..];
        // Who is served in turn has waited as many turns as it had before it: 64 at the most, 32 in the middle.
        Assert.Equal(line, turns);
        Assert.Equal(appends.Keys.Order(), turns.Order());
        await World.Restart();
        await Invariant.Holds(World);
    }

    [Fact]
    public async Task Contenders_ThereAndBack_EachMoveFollowsTheLast()
    {
        var root = await Tree();

        var answers = await Task.WhenAll(Enumerable.Range(0, Contenders).Select(async n =>
            (There: n % 2 == 0, Answer: n % 2 == 0
                ? await Client.Move($"{root}/docs", $"{root}/moved", waitSeconds: 300)
                : await Client.Move($"{root}/moved", $"{root}/docs", waitSeconds: 300))));

        var there = answers.Count(x => x.There && x.Answer.Status == 200);
        var back = answers.Count(x => !x.There && x.Answer.Status == 200);
        await Invariant.Holds(World);
        Assert.InRange(there - back, 0, 1);
        Assert.Equal(there == back, StateOf(root).Tree.ContainsKey("docs/guide.md"));
        Assert.Equal(there > back, StateOf(root).Tree.ContainsKey("moved/guide.md"));
    }

    /// <summary>Starts a move that stands still with its locks.</summary>
    async Task<(string Key, Task<ServiceAnswer> Call)> Hold(string root)
    {
        World.Faults.Arm("move-tree.execute.before-effect=stall");
        var key = NewKey();
        var call = Client.Move($"{root}/docs", $"{root}/archive", key: key);
        await InPhase(key, TransactionPhase.Exec);
        return (key, call);
    }

    /// <summary>What stood still dies; the move goes on in the next life of the service.</summary>
    async Task LetGo(string key, Task<ServiceAnswer> call)
    {
        // Not earlier: a step that is sent again while it stands still would not stand still.
        World.Faults.Arm();
        await World.Restart();
        await Ended(call);
        Assert.Equal(TransactionOutcome.Committed, await OutcomeOf(key));
        await Invariant.Holds(World);
    }
}
