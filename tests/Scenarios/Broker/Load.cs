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

    readonly Dictionary<string, (string Queue, object Body)> _commands = [];

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
        }
        for (var n = 0; n < count; n++)
        {
            var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
            _commands[id] = n switch
            {
                _ when n < Touched => ("move-resource", new
                {
                    transactionId = id,
                    source = $"{Root}/{Name(n)}",
                    destination = $"viking://resources/moved-{n}.md",
                    waitSeconds = 60,
                }),
                _ when n < 2 * Touched => ("remove-resource", new
                {
                    transactionId = id,
                    uri = $"{Root}/{Name(n)}",
                    waitSeconds = 60,
                }),
                _ => ("make-directory", (object)new { transactionId = id, uri = $"viking://resources/made-{n}" }),
            };
        }
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
                calls.Add(Call(id, body));
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
        await Eventually.Holds("every transaction ends", () => Task.FromResult(Ended() == count));
        await Invariant.Holds(world);
        var outcomes = world.Stores.Outcomes();
        Assert.DoesNotContain(
            _commands, command => outcomes[command.Key] != TransactionOutcome.Committed);
        var tree = world.Stores.Tree("viking://resources");
        for (var n = 0; n < count; n++)
        {
            Assert.Equal(n < Touched, tree.ContainsKey($"moved-{n}.md"));
            Assert.Equal(n >= 2 * Touched, tree.ContainsKey($"made-{n}"));
            Assert.False(tree.ContainsKey($"load/{Name(n)}"), $"{Name(n)} is still there");
        }
        Assert.Equal(Touched, world.Stores.Entries("viking://resources").Keys.Count(
            key => key.StartsWith("/moved-", StringComparison.Ordinal) && key.EndsWith(".md#2", StringComparison.Ordinal)));
        await Eventually.Holds("every queue is empty", async () => (await world.Queued(node)).Count == 0);
    }

    async Task Call(string id, object body)
    {
        var answer = await world.Client.Post("api/v1/fs/mkdir", body, id);
        Assert.Equal(200, answer.Status);
    }

    static string Name(int n) => $"folder-{n / FilesPerFolder}/page-{n}.md";
}
