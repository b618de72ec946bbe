using Sagas.Scenarios.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.Sessions;

/// <summary>Messages against the running service, which is killed while they come.</summary>
public sealed class When_messages_are_added : IAsyncLifetime
{
    readonly EmbeddedWorld _world = new();

    public static TheoryData<string> Creation => [.. SessionPoints.OfCreation];

    public static TheoryData<string> Undo => [.. SessionPoints.OfUndo];

    public async ValueTask InitializeAsync()
    {
        await _world.Start();
        _world.Faults.Arm();
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Should_lose_none_of_fifty_clients_who_share_a_new_session()
    {
        const int clients = 50, each = 10;
        await Task.WhenAll(Enumerable.Range(0, clients).Select(async client =>
        {
            for (var n = 0; n < each; n++)
                Assert.Equal(200, (await Say("shared", $"{client}-{n}")).Status);
        }));
        var texts = await Texts("shared");
        Assert.Equal(clients * each, texts.Distinct().Count());
        Assert.All(Enumerable.Range(0, clients), client => Assert.Equal(
            Enumerable.Range(0, each).Select(n => $"{client}-{n}"),
            texts.Where(text => text.StartsWith($"{client}-", StringComparison.Ordinal))));
        Assert.Equal(clients * each, await Count("shared"));
        await Invariant.Holds(_world);
    }

    [Theory]
    [InlineData("session-log.before-sync")]
    [InlineData("session-log.before-answer")]
    [InlineData(null)]
    public async Task Should_keep_every_message_that_was_acknowledged_when_it_is_killed(string? point)
    {
        const int clients = 8;
        var acknowledged = new List<string>[clients];
        foreach (var client in Enumerable.Range(0, clients))
        {
            acknowledged[client] = [];
            Assert.Equal(200, (await Say($"s{client % 2}", $"{client}-first")).Status);
        }
        if (point is not null)
            _world.Faults.Arm($"{point}=kill#25");
        var talking = Enumerable.Range(0, clients).Select(client => Talk(client, acknowledged[client])).ToList();
        if (point is null)
        {
            await Eventually.Holds(
                "messages come in", () => Task.FromResult(acknowledged.Sum(texts => texts.Count) > 100));
            await _world.Host.Kill();
        }
        await Task.WhenAll(talking);
        if (point is null)
            await _world.Restart();
        else
            await _world.RestartAfterDeath();
        string[][] live = [await Texts("s0"), await Texts("s1")];
        foreach (var client in Enumerable.Range(0, clients))
        {
            var own = live[client % 2].Where(text => text.StartsWith($"{client}-", StringComparison.Ordinal)).ToList();
            // What was on its way when the service died may be there, and nothing else.
            Assert.Equal([$"{client}-first", .. acknowledged[client]], own.Take(1 + acknowledged[client].Count));
            Assert.True(own.Count <= acknowledged[client].Count + 2);
            Assert.Equal(live[client % 2].Length, await Count($"s{client % 2}"));
        }
        Assert.Equal(200, (await Say("s0", "after")).Status);
        Assert.Equal("after", (await Texts("s0"))[^1]);
        await Invariant.Holds(_world);
    }

    [Theory]
    [MemberData(nameof(Creation))]
    public async Task Should_create_the_session_all_the_same_when_it_is_killed(string point)
    {
        _world.Faults.Arm($"{point}=kill");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => Say("new", "lost"));
        await _world.RestartAfterDeath();
        Assert.Equal(200, (await Say("new", "said")).Status);
        Assert.Equal(["said"], await Texts("new"));
        await Invariant.Holds(_world);
    }

    [Theory]
    [MemberData(nameof(Undo))]
    public async Task Should_take_the_session_back_when_it_is_killed(string point)
    {
        _world.Faults.Arm("place-session.execute.before-reply=throw", $"{point}=kill");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => Say("new", "lost"));
        await _world.RestartAfterDeath();
        await Invariant.Holds(_world);
        Assert.Equal(404, (await _world.Client.Get("api/v1/sessions/new")).Status);
        Assert.Empty(_world.Stores.Tree("viking://user/default/sessions/new"));
        Assert.Equal(200, (await Say("new", "said")).Status);
        Assert.Equal(["said"], await Texts("new"));
    }

    [Fact]
    public async Task Should_wait_for_a_removal_that_is_undone()
    {
        Assert.Equal(200, (await Say("s", "before")).Status);
        _world.Faults.Arm("remove-tree.execute.before-reply=throw");
        var removal = _world.Client.Remove("viking://user/default/sessions/s", recursive: true);
        var said = Enumerable.Range(0, 20).Select(n => Say("s", $"while {n}")).ToList();
        Assert.All(await Task.WhenAll(said), answer => Assert.Equal(200, answer.Status));
        Assert.Equal(409, (await removal).Status);
        var texts = await Texts("s");
        Assert.Equal("before", texts[0]);
        Assert.Equal(21, texts.Distinct().Count());
        await Invariant.Holds(_world);
    }

    async Task Talk(int client, List<string> acknowledged)
    {
        try
        {
            for (var n = 0; ; n++)
            {
                var text = $"{client}-{n}";
                if ((await Say($"s{client % 2}", text)).Status != 200)
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
        _world.Client.Post($"api/v1/sessions/{session}/messages", new { role = "user", content });

    async Task<int> Count(string session) =>
        (await _world.Client.Get($"api/v1/sessions/{session}")).Result.GetProperty("message_count").GetInt32();

    async Task<string[]> Texts(string session) =>
    [
        .. (await _world.Client.Get($"api/v1/sessions/{session}/context")).Result.GetProperty("messages")
            .EnumerateArray().Select(message => message.GetProperty("parts")[0].GetProperty("text").GetString()!),
    ];
}
