using System.Text;
using RabbitMQ.Client;
using Sagas.DeadLetters;
using Sagas.Host.DeadLetters;

namespace Sagas.Host.Tests.DeadLetters;

/// <summary>Who says how a message died: the broker, when it was the broker; the service, when it was the service.
/// </summary>
public sealed class BrokerLettersTests
{
    static readonly Dictionary<string, object?> Claims = new()
    {
        ["MT-Fault-ExceptionType"] = "System.IO.IOException",
        ["MT-Fault-Message"] = "The disk is full.",
        ["MT-Fault-Timestamp"] = "2030-01-01T00:00:00Z",
        ["MT-Fault-InputAddress"] = "rabbitmq://localhost/vhost/remove-tree",
        ["MT-Fault-MessageType"] = "RemoveTree",
        ["Sagas-Reason"] = "Replay me.",
    };

    [Fact]
    public void FactsOf_DeathByTheBroker_BelievesTheBrokerAlone()
    {
        var letter = FactsOf(new(Claims) { ["x-death"] = Deaths("move-resource", "execute-step") });

        Assert.Equal(("move-resource", "expired"), (letter.Queue, letter.Cause));
        Assert.Equal(("MoveResource", null), (letter.MessageType, letter.ExceptionType));
        Assert.Equal("The broker gave it up in move-resource: expired.", letter.Reason);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), letter.FailedAt);
    }

    [Fact]
    public void FactsOf_DeathByTheService_BelievesTheService()
    {
        var letter = FactsOf(Claims);

        Assert.Equal(("remove-tree", DeadLetterCause.Fault), (letter.Queue, letter.Cause));
        Assert.Equal(("RemoveTree", "System.IO.IOException"), (letter.MessageType, letter.ExceptionType));
        Assert.Equal("Replay me.", letter.Reason);
    }

    [Theory]
    [InlineData("Sagas.Contracts.MoveResource", "MoveResource", "default")]
    [InlineData("Sagas.Contracts.ExecuteStep", "ExecuteStep", null)]
    [InlineData(null, "RemoveTree", null)]
    public void FactsOf_APlainMessageThatNamesNobody_AreOfItsType(string? header, string type, string? account)
    {
        var claims = new Dictionary<string, object?>(Claims) { ["MT-Fault-MessageType"] = header };

        var letter = FactsOf(claims);

        Assert.Equal((type, account, account), (letter.MessageType, letter.Account, letter.User));
    }

    [Theory]
    [InlineData("no list")]
    [InlineData(null)]
    public void FactsOf_DeathThatIsNone_IsPassedOver(string? deaths) =>
        Assert.Equal("remove-tree", FactsOf(new(Claims) { ["x-death"] = deaths }).Queue);

    static DeadLetter FactsOf(Dictionary<string, object?> headers) => BrokerLetters.FactsOf(
        new BasicProperties { Headers = headers }, "{\"a\":1}"u8.ToArray());

    /// <summary>The newest comes first.</summary>
    static List<object?> Deaths(params string[] queues) => [.. queues.Select(queue => new Dictionary<string, object?>
    {
        ["queue"] = Encoding.UTF8.GetBytes(queue),
        ["reason"] = "expired"u8.ToArray(),
        ["time"] = new AmqpTimestamp(1_700_000_000),
    })];
}
