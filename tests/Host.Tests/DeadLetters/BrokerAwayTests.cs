using Sagas.Contracts;
using Sagas.Host.Options;
using Sagas.Host.Worlds.Broker;

namespace Sagas.Host.Tests.DeadLetters;

/// <summary>What a person is told who asks for dead letters while the broker is away.</summary>
public sealed class BrokerAwayTests
{
    [Fact]
    public void Unavailable_NamesTheServiceAndTheReason()
    {
        var broker = new BrokerConnections(new RabbitMqOptions { Host = "rabbit" }, certificate: null);

        var reason = broker.Unavailable(new IOException("Gone.")).Reason;

        Assert.Equal((ErrorCode.Unavailable, "broker"), (reason.Code, reason.Details!["service"]));
        Assert.Equal(reason.Message, reason.Details["reason"]);
        Assert.Contains("rabbit", reason.Message, StringComparison.Ordinal);
    }
}
