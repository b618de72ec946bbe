using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using Sagas.Scenarios.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.Broker;

/// <summary>The service and a broker whose certificate is right, or is not: a real handshake each time.</summary>
public sealed class TlsTests : IDisposable
{
    readonly TempFolder _folder = new();
    readonly TestAuthority _trusted = new("Trusted");
    readonly TestAuthority _other = new("Other");

    [Fact]
    public async Task Certificate_IsRight_TransactionsRun()
    {
        using var certificate = _trusted.Issue("127.0.0.1");
        await using var world = await Start(certificate, out var front);
        await using var _ = front;

        Assert.Equal(200, (await world.Client.MakeDirectory("viking://resources/safe")).Status);

        await Eventually.Holds("it is ready", async () => (await world.Client.Get("ready")).Status == 200);
        Assert.True(front.Handshakes >= 2, "the bus and the probe both came through");
        await Invariant.Holds(world);
    }

    [Theory]
    [InlineData("expired", "the certificate expired at ")]
    [InlineData("wrong authority", "not vouched for by Sagas:RabbitMq:Tls:CaFile")]
    [InlineData("wrong name", "not made out to '127.0.0.1'")]
    public async Task Certificate_IsWrong_IsRefusedAndSaidSo(string what, string said)
    {
        using var certificate = what switch
        {
            "expired" => _trusted.Issue("127.0.0.1", from: -9, until: -1),
            "wrong authority" => _other.Issue("127.0.0.1"),
            _ => _trusted.Issue("broker.test"),
        };
        await using var world = await Start(certificate, out var front);
        await using var _ = front;

        await Eventually.Holds("/ready says so", async () =>
        {
            var ready = await world.Client.Get("ready");
            Assert.Equal(503, ready.Status);
            return ready.Body.GetProperty("checks").GetProperty("rabbitmq").GetString()!
                .Contains(said, StringComparison.Ordinal);
        });
        await Eventually.Holds("the log says so", () => Task.FromResult(
            world.Log.Contains(said, StringComparison.Ordinal)));
        // The bus and the probe have both tried by then, and neither has sent a byte.
        await Eventually.Holds("both were refused", () => Task.FromResult(front.Refusals >= 2));
        Assert.Equal(0, front.Handshakes);
    }

    Task<RabbitMqWorld> Start(X509Certificate2 certificate, out TlsFront front)
    {
        var world = new RabbitMqWorld();
        Assert.SkipWhen(world.Missing is not null, world.Missing ?? "");
        File.WriteAllText(_folder.At("ca.pem"), _trusted.Pem);
        front = new TlsFront(certificate, RabbitMqWorld.BrokerPort);
        world.PortInFront = front.Port.ToString(CultureInfo.InvariantCulture);
        world.Settings["RabbitMq:Tls:Enabled"] = "true";
        world.Settings["RabbitMq:Tls:CaFile"] = _folder.At("ca.pem");
        return Started(world);
    }

    static async Task<RabbitMqWorld> Started(RabbitMqWorld world)
    {
        await world.Start();
        return world;
    }

    public void Dispose()
    {
        _trusted.Dispose();
        _other.Dispose();
        _folder.Dispose();
    }
}
