using System.Text.Json;
using RabbitMQ.Client;
using Sagas.Contracts;
using Sagas.Scenarios.EndToEnd;
using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.DeadLetters;

/// <summary>A command may have Sagas:Limits:MessageBytes; one byte more is a dead letter, as it came.</summary>
public sealed class RabbitMqOversizeTests(RabbitMqWorld world) : ScenarioTests<RabbitMqWorld>(world)
{
    const int Limit = 1 << 20;
    const string Envelope = "application/vnd.masstransit+json";

    [Theory]
    [InlineData("application/json")]
    [InlineData(Envelope)]
    public async Task Command_OneByteTooLong_IsADeadLetterWithTheLimitAndItsBytes(string contentType)
    {
        await Client.Clear();
        var key = NewKey();
        var body = Body(key, "long", Limit + 1, contentType);

        await Send(body, contentType);

        var letter = Assert.Single(await Client.DeadLetters(1));
        Assert.Equal(
            ("add-resource", "fault", Limit + 1),
            (letter.Text("queue"), letter.Text("cause"), letter.GetProperty("bytes").GetInt32()));
        Assert.Equal(
            $"The body has {Limit + 1} bytes, more than {Limit} (Sagas:Limits:MessageBytes).", letter.Text("reason"));
        Assert.Equal(key, letter.Text("transaction_id"));
        var shown = (await Client.Get($"api/v1/dead-letters/{letter.Text("id")}")).Result;
        Assert.Equal(Convert.ToBase64String(body), shown.Text("body_base64"));
        Assert.Equal(404, (await Client.Get($"api/v1/transactions/{key}")).Status);
        await Client.Clear();
    }

    [Fact]
    public async Task Command_OfTheLimit_IsTaken()
    {
        await Client.Clear();
        var key = NewKey();

        await Send(Body(key, "just", Limit, "application/json"), "application/json");

        Assert.Equal(TransactionOutcome.Committed, await OutcomeOf(key));
        Assert.Empty(await Client.DeadLetters());
        await Invariant.Holds(World);
    }

    static byte[] Body(string key, string name, int bytes, string contentType)
    {
        byte[] Of(int letters)
        {
            object command = new
            {
                transactionId = key,
                to = $"viking://resources/{name}",
                name = "text.md",
                content = new string('a', letters),
            };
            return JsonSerializer.SerializeToUtf8Bytes(contentType == Envelope
                ? new { messageType = new[] { "urn:message:Sagas.Contracts:AddResource" }, message = command }
                : command);
        }
        return Of(bytes - Of(0).Length);
    }

    async Task Send(byte[] body, string contentType)
    {
        await using var connection = await World.Connect();
        await using var channel = await Broker.Confirming(connection);
        await channel.BasicPublishAsync(
            "", "add-resource", mandatory: true,
            new BasicProperties { ContentType = contentType, DeliveryMode = DeliveryModes.Persistent }, body);
    }
}
