using System.Text.Json;
using Microsoft.Data.Sqlite;
using RabbitMQ.Client;
using Sagas.Scenarios.EndToEnd;
using Sagas.Scenarios.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.DeadLetters;

/// <summary>What nobody can deal with is a dead letter once, and never comes again.</summary>
public sealed class RabbitMqPoisonTests(RabbitMqWorld world) : ScenarioTests<RabbitMqWorld>(world)
{
    const string Queue = "move-resource";
    const int Many = 1000;

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    string VirtualHost => World.Settings["RabbitMq:VirtualHost"];

    [Fact]
    public async Task Poison_OfEveryKind_IsADeadLetterOnceWithItsReasonAndItsBytes()
    {
        await Client.Clear();
        await Broker.Control("add_user", PoisonMessages.Somebody, "secret");
        await Broker.Control("set_permissions", "-p", VirtualHost, PoisonMessages.Somebody, "", ".*", "");
        try
        {
            foreach (var poison in PoisonMessages.All)
                await Send(poison);
        }
        finally
        {
            await Broker.Control("delete_user", PoisonMessages.Somebody);
        }

        var letters = await Client.DeadLetters(PoisonMessages.All.Count);
        await Broker.IsQuiet(VirtualHost);
        Assert.Equal(PoisonMessages.All.Count, (await Client.DeadLetters()).Count);
        foreach (var poison in PoisonMessages.All)
        {
            var letter = await TheOne(letters, poison);
            Assert.Equal((Queue, "fault"), (letter.Text("queue"), letter.Text("cause")));
            Assert.Contains(poison.Reason, letter.Text("reason"), StringComparison.Ordinal);
            Assert.EndsWith("Exception", letter.Text("exception_type"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Mixed_ThousandOfEachKind_EveryOneIsAccountedFor()
    {
        await Client.Clear();
        var (before, rejected) = (Count("committed"), Count("rejected"));
        await using var connection = await World.Connect();
        await using var channel = await Broker.Confirming(connection);

        var sends = new List<Task>();
        for (var i = 0; i < Many; i++)
        {
            sends.Add(Publish(channel, "make-directory", Json(new { uri = $"viking://resources/mixed/{i}" })));
            sends.Add(Publish(channel, "make-directory", Json(new { uri = $"viking://resources/../{i}" })));
            sends.Add(Publish(channel, Queue, PoisonMessages.All[i % 12].Body));
        }
        await Task.WhenAll(sends);

        await Eventually.Holds(
            "a thousand committed", () => Task.FromResult(Count("committed") - before == Many), Patience);
        await Eventually.Holds(
            "a thousand rejected", () => Task.FromResult(Count("rejected") - rejected == Many), Patience);
        var letters = await Client.DeadLetters(Many);
        await Broker.IsQuiet(VirtualHost);
        Assert.Equal((Many, Many), (Count("committed") - before, Count("rejected") - rejected));
        Assert.Equal(Many, letters.Select(letter => letter.Text("id")).Distinct().Count());
        Assert.Equal(Many, World.Stores.Tree("viking://resources/mixed").Count - 1);
        await Client.Clear();
        await Invariant.Holds(World);
    }

    [Fact]
    public async Task Expired_WithoutAConsumer_IsADeadLetterOfTheBroker()
    {
        await Client.Clear();
        await using var connection = await World.Connect();
        await using var channel = await Broker.Confirming(connection);
        // The queue of a host that does not run: no consumer, the same target.
        await Broker.Expire(channel, "resting", "sagas.dead-letters");

        var letter = Assert.Single(await Client.DeadLetters(1));

        Assert.Equal(("expired", "resting"), (letter.Text("cause"), letter.Text("queue")));
        Assert.Contains("expired", letter.Text("reason"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listing_AndTheManagementInterface_Agree()
    {
        Assert.SkipWhen(Broker.Management is null, "no management plugin: infra/test.sh --management starts it");
        await Client.Clear();
        await using var producer = await Producers.Producer.Connect(World);
        for (var i = 0; i < 7; i++)
            await producer.Send(Queue, """{"sauce":1}""");
        await Client.DeadLetters(7);

        // The plugin counts every five seconds.
        await Eventually.Holds("the plugin counts seven", async () =>
            JsonDocument.Parse(await Broker.Managed(VirtualHost, "sagas.dead-letters")).RootElement
                .TryGetProperty("messages", out var n)
            && n.GetInt32() == 7);
        var listing = await Client.Get("api/v1/dead-letters");
        Assert.Equal(7, listing.Result.GetProperty("total").GetInt32());
        var (exit, output, _) = await Cli.Run(World, "dlq", "list");
        Assert.Equal(0, exit);
        Assert.EndsWith("7 dead letters\n", output, StringComparison.Ordinal);
    }

    async Task Send(PoisonMessages poison)
    {
        var properties = new BasicProperties
        {
            ContentType = poison.ContentType,
            DeliveryMode = DeliveryModes.Persistent,
        };
        poison.Properties(properties);
        await using var connection = properties.IsUserIdPresent()
            ? await Broker.Connect(VirtualHost, PoisonMessages.Somebody, "secret")
            : await World.Connect();
        await using var channel = await Broker.Confirming(connection);
        await channel.BasicPublishAsync("", Queue, mandatory: true, properties, poison.Body);
    }

    static async Task Publish(IChannel channel, string queue, byte[] body) => await channel.BasicPublishAsync(
        "", queue, mandatory: true,
        new BasicProperties { ContentType = "application/json", DeliveryMode = DeliveryModes.Persistent }, body);

    /// <summary>The letter of a poison: found by its bytes.</summary>
    async Task<JsonElement> TheOne(IReadOnlyList<JsonElement> letters, PoisonMessages poison)
    {
        foreach (var letter in letters.Where(letter => letter.GetProperty("bytes").GetInt32() == poison.Body.Length))
        {
            var shown = (await Client.Get($"api/v1/dead-letters/{letter.Text("id")}")).Result;
            if (shown.Text("body_base64") != Convert.ToBase64String(poison.Body))
                continue;
            var headers = shown.GetProperty("headers");
            Assert.All(
                ["MT-Fault-ExceptionType", "MT-Fault-Message", "MT-Fault-StackTrace", "MT-Fault-InputAddress"],
                name => Assert.True(headers.TryGetProperty(name, out _), $"{poison.Name}: {name}"));
            return letter;
        }
        Assert.Fail($"No letter has the bytes of '{poison.Name}'.");
        throw new InvalidOperationException();
    }

    int Count(string outcome)
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(World.Settings["DataPath"], "sagas.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM transactions WHERE outcome = $0 AND operation = 'mkdir'";
        command.Parameters.AddWithValue("$0", outcome);
        return Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    static byte[] Json(object value) => JsonSerializer.SerializeToUtf8Bytes(value);
}
