using System.Text.Json;
using Sagas.Contracts;
using Sagas.Scenarios.Worlds;
using Sagas.Testing.Models;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.EndToEnd;

/// <summary>A session is committed, and what was said in it is remembered, whatever the model does meanwhile.</summary>
public abstract class CommitScenarios<TWorld>(TWorld world) : ScenarioTests<TWorld>(world), IAsyncLifetime
    where TWorld : World, new()
{
    const string Remembered = """
        {"memories":[
            {"category":"preferences","topic":"Green tea","text":"Alice prefers green tea in the morning."},
            {"category":"nonsense","topic":"?","text":"Dropped."}]}
        """;

    static readonly Lazy<Task<ModelServer>> Shared = new(() => ModelServer.Start());
    static int _users;

    static ModelServer Model => Shared.Value.GetAwaiter().GetResult();

    /// <inheritdoc />
    protected override void Configure(Dictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        settings["Models:Chat:Endpoint"] = Model.Endpoint;
        settings["Models:Chat:Model"] = "tiny";
        // One case waits for it; for all others it is far longer than a first answer on a busy machine takes.
        settings["Sessions:ExtractionTimeout"] = "00:00:10";
        settings["Sessions:ExtractionAttempts"] = "5";
        Model.Usually = body => new ModelReply.Says(
            AsksForMemories(body) ? Remembered : "A talk about tea and boats.");
    }

    static bool AsksForMemories(string body) => body.Contains("worth remembering", StringComparison.Ordinal);

    static string NewUser() => FormattableString.Invariant($"user-{Interlocked.Increment(ref _users)}");

    async Task<(string User, string Task)> Committed()
    {
        var user = NewUser();
        SessionSeed.Put(World.Stores, user, "s1", SessionSeed.Talk);
        var answer = await Client.Commit("s1", user);
        Assert.True(answer.Status == 200, answer.ToString());
        Assert.Equal("accepted", answer.Result.GetProperty("status").GetString());
        return (user, answer.Result.GetProperty("task_id").GetString()!);
    }

    async Task<JsonElement> TaskIn(string id, string phase)
    {
        var task = await Eventually.Find(
            $"commit {id} {phase}",
            async () => (await Client.Get($"api/v1/tasks/{id}")) is { Status: 200 } found
                && found.Result.GetProperty("meta").GetProperty("phase").GetString() == phase
                    ? (object)found.Result
                    : null);
        return (JsonElement)task;
    }

    [Fact]
    public async Task Commit_AllGoesWell_TheMemoryIsFoundAndTheArchiveIsClosed()
    {
        var (user, id) = await Committed();

        var task = await TaskIn(id, SessionCommitPhase.Completed);

        await Invariant.Holds(World);
        Assert.Equal("session_commit", task.GetProperty("task_type").GetString());
        Assert.Equal("completed", task.GetProperty("status").GetString());
        var made = task.GetProperty("result").GetProperty("memories_extracted");
        Assert.Equal(1, made.GetProperty("preferences").GetInt32());
        Assert.Equal(1, task.GetProperty("result").GetProperty("memories_dropped").GetInt32());
        // Two calls: the memories and the summary of the archive.
        var usage = task.GetProperty("result").GetProperty("token_usage").GetProperty("llm");
        Assert.Equal(24, usage.GetProperty("total_tokens").GetInt32());
        var session = (await Client.Session("s1", user)).Result;
        Assert.Equal(usage.GetRawText(), session.GetProperty("llm_token_usage").GetRawText());
        Assert.Equal(1, session.GetProperty("memories_extracted").GetProperty("total").GetInt32());
        var tree = World.Stores.Tree($"viking://user/{user}");
        Assert.Contains("Alice prefers green tea", tree["memories/preferences/green-tea.md"], StringComparison.Ordinal);
        Assert.Equal("", tree["sessions/s1/messages.jsonl"]);
        Assert.Equal(5, tree["sessions/s1/history/archive_001/messages.jsonl"].TrimEnd().Split('\n').Length);
        foreach (var name in new[] { ".done", ".abstract.md", ".overview.md", "memory_diff.json" })
            Assert.Contains($"sessions/s1/history/archive_001/{name}", tree.Keys);
        var found = await Client.Post("api/v1/search/find", new
        {
            query = "green tea in the morning",
            target_uri = $"viking://user/{user}",
        });
        Assert.Contains(found.Result.GetProperty("memories").EnumerateArray(), hit =>
            hit.GetProperty("uri").GetString()!.EndsWith("green-tea.md", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Commit_NothingLeft_IsSkipped()
    {
        var (user, id) = await Committed();
        await TaskIn(id, SessionCommitPhase.Completed);

        var answer = await Client.Commit("s1", user);

        Assert.Equal("skipped", answer.Result.GetProperty("status").GetString());
        Assert.Equal("no_messages", answer.Result.GetProperty("reason").GetString());
        await Invariant.Holds(World);
    }

    [Fact]
    public async Task Commit_UnknownSession_IsNotFound()
    {
        var answer = await Client.Commit("nobody", NewUser());

        Assert.Equal((404, ErrorCode.NotFound), (answer.Status, answer.Code));
        await Invariant.Holds(World);
    }

    [Theory, MemberData(nameof(ModelFaults.Names), MemberType = typeof(ModelFaults))]
    public async Task Commit_TheModelDoesItsWorstAtFirst_CompletesAtALaterAttempt(string name)
    {
        var asked = Model.Asked.Count;
        Model.Next(ModelFaults.Of(name));

        var (user, id) = await Committed();

        await TaskIn(id, SessionCommitPhase.Completed);
        await Invariant.Holds(World);
        var attempt = (await Client.Transaction(id))!.Value.GetProperty("commit").GetProperty("attempt").GetInt32();
        Assert.InRange(attempt, 2, 5);
        Assert.Equal(attempt, Model.Asked.Skip(asked).Count(AsksForMemories));
        var tree = World.Stores.Tree($"viking://user/{user}");
        Assert.Contains("Alice prefers green tea", tree["memories/preferences/green-tea.md"], StringComparison.Ordinal);
        Assert.DoesNotContain("sessions/s1/history/archive_001/.failed.json", tree.Keys);
    }

    [Fact]
    public async Task Commit_TheModelIsSlow_Completes()
    {
        var answered = new TaskCompletionSource();
        Model.Next(new ModelReply.Waits(answered.Task, new ModelReply.Says(Remembered)));
        var (user, id) = await Committed();
        await TaskIn(id, SessionCommitPhase.Extracting);

        answered.SetResult();

        await TaskIn(id, SessionCommitPhase.Completed);
        await Invariant.Holds(World);
        Assert.Contains("memories/preferences/green-tea.md", World.Stores.Tree($"viking://user/{user}").Keys);
    }

    [Fact]
    public async Task Commit_TheModelStaysAway_FailsVisiblyAndIsDoneOnRetry()
    {
        var usually = Model.Usually;
        Model.Usually = _ => new ModelReply.Fails(503);
        var (user, id) = await Committed();
        var task = await TaskIn(id, SessionCommitPhase.ExtractionFailed);
        Assert.Equal("failed", task.GetProperty("status").GetString());
        Assert.Contains("503", task.GetProperty("error").GetString(), StringComparison.Ordinal);
        await Invariant.Holds(World);
        var failed = World.Stores.Tree($"viking://user/{user}");
        Assert.Contains("sessions/s1/history/archive_001/.failed.json", failed.Keys);
        Model.Usually = usually;

        var answer = await Client.Post($"api/v1/transactions/{id}/retry", new { });

        Assert.Equal(200, answer.Status);
        await TaskIn(id, SessionCommitPhase.Completed);
        await Invariant.Holds(World);
        var tree = World.Stores.Tree($"viking://user/{user}");
        Assert.DoesNotContain("sessions/s1/history/archive_001/.failed.json", tree.Keys);
        Assert.Contains("memories/preferences/green-tea.md", tree.Keys);
    }

    [Fact]
    public async Task Commit_AFailedOne_DoesNotBlockTheNext()
    {
        Model.Next(new ModelReply.Fails(400));
        var (user, first) = await Committed();
        await TaskIn(first, SessionCommitPhase.ExtractionFailed);

        var second = await CommitMore(user, "I prefer green tea in the morning.");

        await TaskIn(second, SessionCommitPhase.Completed);
        await Invariant.Holds(World);
        Assert.Contains("sessions/s1/history/archive_002/.done", World.Stores.Tree($"viking://user/{user}").Keys);
    }

    [Fact]
    public async Task Commit_KilledWhileTheModelIsAsked_IsDoneAfterTheRestart()
    {
        var answered = new TaskCompletionSource();
        var asked = Model.Asked.Count;
        Model.Next(new ModelReply.Waits(answered.Task, new ModelReply.Says(Remembered)));
        var (user, id) = await Committed();
        await Eventually.Holds("the model is asked", () => Task.FromResult(Model.Asked.Count > asked));

        await World.Restart();
        answered.SetResult();

        await TaskIn(id, SessionCommitPhase.Completed);
        await Invariant.Holds(World);
        var tree = World.Stores.Tree($"viking://user/{user}");
        Assert.Equal(5, tree["sessions/s1/history/archive_001/messages.jsonl"].TrimEnd().Split('\n').Length);
        Assert.Contains("Alice prefers green tea", tree["memories/preferences/green-tea.md"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commit_AnArchiveThatCannotBeRead_FailsAloneAndTheOthersGoOn()
    {
        var answered = new TaskCompletionSource();
        Model.Next(new ModelReply.Waits(answered.Task, new ModelReply.Says(Remembered)));
        var (user, first) = await Committed();
        await TaskIn(first, SessionCommitPhase.Extracting);
        var second = await CommitMore(user, "We decided to sell the boats.");
        await TaskIn(second, SessionCommitPhase.Archived);
        World.Stores.Put($"viking://user/{user}/sessions/s1/history/archive_002/messages.jsonl", "{\"id\":\"half");
        var third = await CommitMore(user, "I prefer green tea in the morning.");

        answered.SetResult();

        await TaskIn(first, SessionCommitPhase.Completed);
        var failed = await TaskIn(second, SessionCommitPhase.ExtractionFailed);
        Assert.Contains("cannot be read", failed.GetProperty("error").GetString(), StringComparison.Ordinal);
        await TaskIn(third, SessionCommitPhase.Completed);
        await Invariant.Holds(World);
        var tree = World.Stores.Tree($"viking://user/{user}");
        Assert.Contains("sessions/s1/history/archive_002/.failed.json", tree.Keys);
        Assert.Contains("sessions/s1/history/archive_003/.done", tree.Keys);
    }

    async Task<string> CommitMore(string user, string said)
    {
        SessionSeed.Put(World.Stores, user, "s1", said);
        return (await Client.Commit("s1", user)).Result.GetProperty("task_id").GetString()!;
    }

    [Fact]
    public async Task Cancel_WhileTheModelIsAsked_KeepsTheArchiveAndMakesNoMemories()
    {
        Model.Next(new ModelReply.Hangs());
        var (user, id) = await Committed();
        await TaskIn(id, SessionCommitPhase.Extracting);

        var answer = await Client.Post($"api/v1/tasks/{id}/cancel", new { });

        Assert.Equal("cancelling", answer.Result.GetProperty("status").GetString());
        Assert.Equal("cancelled", (await TaskIn(id, SessionCommitPhase.Cancelled)).GetProperty("status").GetString());
        await Invariant.Holds(World);
        var tree = World.Stores.Tree($"viking://user/{user}");
        Assert.Contains("sessions/s1/history/archive_001/messages.jsonl", tree.Keys);
        Assert.DoesNotContain("memories/preferences/green-tea.md", tree.Keys);
        Assert.Equal(412, (await Client.Post($"api/v1/tasks/{id}/cancel", new { })).Status);
    }
}
