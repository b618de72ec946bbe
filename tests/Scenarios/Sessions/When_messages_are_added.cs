using Sagas.Scenarios.EndToEnd;
using Sagas.Scenarios.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.Sessions;

/// <summary>Messages against the running service, which is killed while they come.</summary>
public abstract class When_messages_are_added<TWorld>(TWorld world) : ScenarioTests<TWorld>(world)
    where TWorld : World, new()
{
    static int _sessions;

    /// <summary>The name of a session that no other scenario has.</summary>
    static string NewSession() => FormattableString.Invariant($"said-{Interlocked.Increment(ref _sessions)}");

    [Fact]
    public async Task Should_lose_none_of_fifty_clients_who_share_a_new_session()
    {
        const int clients = 50, each = 10;
        var session = NewSession();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async client =>
        {
            for (var n = 0; n < each; n++)
                Assert.Equal(200, (await Say(session, $"{client}-{n}")).Status);
        }));
        var texts = await Texts(session);
        Assert.Equal(clients * each, texts.Distinct().Count());
        Assert.All(Enumerable.Range(0, clients), client => Assert.Equal(
            Enumerable.Range(0, each).Select(n => $"{client}-{n}"),
            texts.Where(text => text.StartsWith($"{client}-", StringComparison.Ordinal))));
        Assert.Equal(clients * each, await Count(session));
        await Invariant.Holds(World);
    }

    [Theory]
    [InlineData("session-log.before-sync")]
    [InlineData("session-log.before-answer")]
    [InlineData(null)]
    public async Task Should_keep_every_message_that_was_acknowledged_when_it_is_killed(string? point)
    {
        const int clients = 8;
        string[] sessions = [NewSession(), NewSession()];
        var acknowledged = new List<string>[clients];
        foreach (var client in Enumerable.Range(0, clients))
        {
            acknowledged[client] = [];
            Assert.Equal(200, (await Say(sessions[client % 2], $"{client}-first")).Status);
        }
        if (point is not null)
            World.Faults.Arm($"{point}=kill#25");
        var talking = Enumerable.Range(0, clients)
            .Select(client => Talk(sessions[client % 2], client, acknowledged[client])).ToList();
        if (point is null)
        {
            await Eventually.Holds(
                "messages come in", () => Task.FromResult(acknowledged.Sum(texts => texts.Count) > 100));
            await World.Host.Kill();
        }
        await Task.WhenAll(talking);
        if (point is null)
            await World.Restart();
        else
            await World.RestartAfterDeath();
        string[][] live = [await Texts(sessions[0]), await Texts(sessions[1])];
        foreach (var client in Enumerable.Range(0, clients))
        {
            var own = live[client % 2].Where(text => text.StartsWith($"{client}-", StringComparison.Ordinal)).ToList();
            // What was on its way when the service died may be there, and nothing else.
            Assert.Equal([$"{client}-first", .. acknowledged[client]], own.Take(1 + acknowledged[client].Count));
            Assert.True(own.Count <= acknowledged[client].Count + 2);
            Assert.Equal(live[client % 2].Length, await Count(sessions[client % 2]));
        }
        Assert.Equal(200, (await Say(sessions[0], "after")).Status);
        Assert.Equal("after", (await Texts(sessions[0]))[^1]);
        await Invariant.Holds(World);
    }

    [Theory]
    [MemberData(nameof(SessionPoints.Creation), MemberType = typeof(SessionPoints))]
    public async Task Should_create_the_session_all_the_same_when_it_is_killed(string point)
    {
        var session = NewSession();
        World.Faults.Arm($"{point}=kill");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => Say(session, "lost"));
        await World.RestartAfterDeath();
        Assert.Equal(200, (await Say(session, "said")).Status);
        Assert.Equal(["said"], await Texts(session));
        await Invariant.Holds(World);
    }

    [Theory]
    [MemberData(nameof(SessionPoints.Undoing), MemberType = typeof(SessionPoints))]
    public async Task Should_take_the_session_back_when_it_is_killed(string point)
    {
        var session = NewSession();
        World.Faults.Arm("place-session.execute.before-reply=throw", $"{point}=kill");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => Say(session, "lost"));
        await World.RestartAfterDeath();
        await Invariant.Holds(World);
        Assert.Equal(404, (await Client.Get($"api/v1/sessions/{session}")).Status);
        Assert.Empty(World.Stores.Tree($"viking://user/default/sessions/{session}"));
        Assert.Equal(200, (await Say(session, "said")).Status);
        Assert.Equal(["said"], await Texts(session));
    }

    [Fact]
    public async Task Should_wait_for_a_removal_that_is_undone()
    {
        var session = NewSession();
        Assert.Equal(200, (await Say(session, "before")).Status);
        World.Faults.Arm("remove-tree.execute.before-reply=throw");
        var removal = Client.Remove($"viking://user/default/sessions/{session}", recursive: true);
        var said = Enumerable.Range(0, 20).Select(n => Say(session, $"while {n}")).ToList();
        Assert.All(await Task.WhenAll(said), answer => Assert.Equal(200, answer.Status));
        Assert.Equal(409, (await removal).Status);
        var texts = await Texts(session);
        Assert.Equal("before", texts[0]);
        Assert.Equal(21, texts.Distinct().Count());
        await Invariant.Holds(World);
    }

    async Task Talk(string session, int client, List<string> acknowledged)
    {
        try
        {
            for (var n = 0; ; n++)
            {
                var text = $"{client}-{n}";
                if ((await Say(session, text)).Status != 200)
                    return;
                acknowledged.Add(text);
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            // The service has died.
        }
    }

    Task<ServiceAnswer> Say(string session, string content) =>
        Client.Post($"api/v1/sessions/{session}/messages", new { role = "user", content });

    async Task<int> Count(string session) =>
        (await Client.Get($"api/v1/sessions/{session}")).Result.GetProperty("message_count").GetInt32();

    async Task<string[]> Texts(string session) =>
    [
        .. (await Client.Get($"api/v1/sessions/{session}/context")).Result.GetProperty("messages")
            .EnumerateArray().Select(message => message.GetProperty("parts")[0].GetProperty("text").GetString()!),
    ];
}
