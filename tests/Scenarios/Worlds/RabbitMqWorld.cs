using System.Diagnostics;
using System.Globalization;
using RabbitMQ.Client;

namespace Sagas.Scenarios.Worlds;

/// <summary>
/// Messages travel through a real broker, in a virtual host of this world's own. It needs a broker whose coordinates
/// are in <c>SAGAS_TEST_RABBITMQ_*</c>; infra/test.sh starts one.
/// </summary>
public sealed class RabbitMqWorld : World
{
    readonly string _virtualHost =
        $"scenario-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N")[8..]}";

    bool _prepared;

    /// <inheritdoc />
    public override string? Missing => Of("HOST") is null
        ? "no broker: SAGAS_TEST_RABBITMQ_HOST is not set; infra/test.sh starts one"
        : null;

    /// <summary>The port that the service is given instead of the broker's.</summary>
    public string? PortInFront { get; set; }

    /// <summary>The broker's own port on 127.0.0.1.</summary>
    public static int BrokerPort => int.Parse(Of("PORT") ?? "5672", CultureInfo.InvariantCulture);

    /// <summary>A connection of a producer that knows nothing but AMQP.</summary>
    public async Task<IConnection> Connect() => await new ConnectionFactory
    {
        HostName = Of("HOST")!,
        Port = BrokerPort,
        UserName = Of("USER") ?? "guest",
        Password = Of("PASSWORD") ?? "guest",
        VirtualHost = _virtualHost,
    }.CreateConnectionAsync();

    /// <inheritdoc />
    protected override async Task Prepare()
    {
        if (_prepared)
            return;
        await Control("add_vhost", _virtualHost);
        await Control("set_permissions", "-p", _virtualHost, Of("USER") ?? "guest", ".*", ".*", ".*");
        _prepared = true;
        Settings["Transport"] = "RabbitMq";
        Settings["RabbitMq:Host"] = Of("HOST")!;
        Settings["RabbitMq:Port"] = PortInFront ?? Of("PORT") ?? "5672";
        Settings["RabbitMq:Username"] = Of("USER") ?? "guest";
        Settings["RabbitMq:Password"] = Of("PASSWORD") ?? "guest";
        Settings["RabbitMq:VirtualHost"] = _virtualHost;
    }

    /// <inheritdoc />
    protected override Task CleanUp() => _prepared ? Control("delete_vhost", _virtualHost) : Task.CompletedTask;

    static async Task Control(params string[] arguments)
    {
        var tool = Of("CTL") ?? throw new InvalidOperationException("SAGAS_TEST_RABBITMQ_CTL is not set.");
        using var process = Process.Start(new ProcessStartInfo(tool, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var written = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', arguments)}: {written}");
    }

    static string? Of(string name) => Environment.GetEnvironmentVariable($"SAGAS_TEST_RABBITMQ_{name}");
}
