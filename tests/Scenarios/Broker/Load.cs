using System.Text.Json;
using RabbitMQ.Client;
using Sagas.Contracts;
using Sagas.Scenarios.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.Broker;

/// <summary>
/// Many transactions at once, half from a producer over AMQP, half over HTTP: directories made, files moved and files
/// removed, each with an effect of its own, so that a lost one and a doubled one are both seen.
/// </summary>
internal sealed class Load(NodeWorld world, int count)
{
    const string Root = "viking://resources/load";
    const int FilesPerFolder = 10;

    readonly Dictionary<string, (string Queue, Dictionary<string, object> Body)> _commands =
        new(StringComparer.OrdinalIgnoreCase);

    /// <summary>A tenth moves a file, a tenth removes one, the rest makes directories.</summary>
    int Touched => count / 10;

    /// <summary>Puts there what will be moved and removed, and starts nothing yet.</summary>
    public async Task Prepare()
    {
        var files = Enumerable.Range(0, 2 * Touched).ToDictionary(n => Name(n), n => $"Page {n} is about ropes.\n");
        if (files.Count > 0)
        {
            var added = await world.Client.Add(await world.Client.Upload(files), Root);
            Assert.True(added.Status == 200, added.ToString());
            await Invariant.Holds(world);
        }
        for (var n = 0; n < count; n++)
        {
            var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
            _commands[id] = CommandOf(n, id);
        }
    }

    (string Queue, Dictionary<string, object> Body) CommandOf(int n, string id)
    {
        var body = new Dictionary<string, object> { ["transactionId"] = id, ["waitSeconds"] = 60 };
        if (n < Touched)
        {
            body["source"] = $"{Root}/{Name(n)}";
            body["destination"] = $"viking://resources/moved-{n}.md";
            return ("move-resource", body);
        }
        body["uri"] = n < 2 * Touched ? $"{Root}/{Name(n)}" : $"viking://resources/made-{n}";
        return (n < 2 * Touched ? "remove-resource" : "make-directory", body);
    }

    /// <summary>Hands everything in and answers when the broker and the service have accepted it.</summary>
    /// <returns>The HTTP calls, which go on.</returns>
    public async Task<Task> HandIn()
    {
        await using var connection = await world.Connect();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(
            publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var properties = new BasicProperties
        {
            ContentType = "application/json",
            DeliveryMode = DeliveryModes.Persistent,
        };
        var calls = new List<Task>();
        var confirmed = new List<Task>();
        foreach (var (id, (queue, body)) in _commands)
        {
            // Directories alone go over HTTP: its answers are of no interest here, the end is.
            if (queue == "make-directory" && calls.Count < count / 2)
                calls.Add(world.Client.MakeDirectory((string)body["uri"], waitSeconds: 60, key: id));
            else
            {
                confirmed.Add(channel.BasicPublishAsync(
                    queue, "", mandatory: true, properties, JsonSerializer.SerializeToUtf8Bytes(body)).AsTask());
            }
        }
        await Task.WhenAll(confirmed);
        return Task.WhenAll(calls);
    }

    /// <summary>How many have ended.</summary>
    public int Ended() => world.Stores.Outcomes().Keys.Count(_commands.ContainsKey);

    /// <summary>All have ended and committed, and had their effect once; nothing is left anywhere.</summary>
    /// <param name="node">A node that lives.</param>
    public async Task AllDoneOnce(BrokerNode node)
    {
        try
        {
            await Eventually.Holds(
                "every transaction ends", () => Task.FromResult(Ended() == count), TimeSpan.FromMinutes(2));
        }
        catch (TimeoutException)
        {
            Assert.Fail(await Unfinished(node));
        }
        // The summaries of what was moved follow, and were interrupted too: more of them than of one transaction.
        await Eventually.Holds("nothing is left to do", IsIdle, TimeSpan.FromMinutes(4));
        await Invariant.Holds(world);
        var outcomes = world.Stores.Outcomes();
        Assert.Empty(_commands.Where(command => outcomes[command.Key] != TransactionOutcome.Committed)
            .Select(command => $"{outcomes[command.Key]}: {command.Value.Queue} {command.Key}"));
        var tree = world.Stores.Tree("viking://resources");
        for (var n = 0; n < count; n++)
        {
            Assert.Equal(n < Touched, tree.ContainsKey($"moved-{n}.md"));
            Assert.Equal(n >= 2 * Touched, tree.ContainsKey($"made-{n}"));
            Assert.False(tree.ContainsKey($"load/{Name(n)}"), $"{Name(n)} is still there");
        }
        Assert.Equal(Touched, world.Stores.Entries("viking://resources").Keys.Count(key =>
            key.StartsWith("/moved-", StringComparison.Ordinal) && key.EndsWith(".md#2", StringComparison.Ordinal)));
        await Eventually.Holds("every queue is empty", async () => (await world.Queued(node)).Count == 0);
    }

    async Task<bool> IsIdle() =>
        (await world.Client.Post("api/v1/system/wait", new { timeout = 20 })).Status == 200;

    async Task<string> Unfinished(BrokerNode node)
    {
        var ended = world.Stores.Outcomes();
        return string.Join('\n', [
            .. _commands.Where(command => !ended.ContainsKey(command.Key))
                .Select(command => $"not ended: {command.Value.Queue} {command.Key}"),
            .. world.Stores.OpenTransactions().Select(x => $"open: {x}"),
            .. world.Stores.Outbox().Select(x => $"outbox: {x}"),
            .. (await world.Queued(node)).Select(x => $"queued: {x}"),
        ]);
    }

    static string Name(int n) => $"folder-{n / FilesPerFolder}/page-{n}.md";
}
