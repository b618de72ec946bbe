using System.Globalization;
using RabbitMQ.Client;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.Broker;

/// <summary>What <c>infra/up.sh</c> starts, on free ports and in a folder of its own.</summary>
public sealed class UpBroker : IAsyncLifetime
{
    string? _folder;

    /// <summary>Data, certificates and passwords; the test is skipped where there can be no broker.</summary>
    public string Folder
    {
        get
        {
            Assert.SkipWhen(_folder is null, BrokerNode.Missing ?? "");
            return _folder;
        }
    }

    /// <summary>Plain AMQP.</summary>
    public int Port { get; } = FreePort.Find();

    /// <summary>AMQP over TLS.</summary>
    public int TlsPort { get; } = FreePort.Find();

    /// <summary>The management UI and its API.</summary>
    public int ManagementPort { get; } = FreePort.Find();

    /// <summary>Runs up.sh; the ports count at the first time.</summary>
    public Task<string> Up() => BrokerNode.Script("infra/up.sh", [.. Ports(), "--folder", Folder]);

    /// <summary>Runs down.sh.</summary>
    public Task<string> Down() => BrokerNode.Script("infra/down.sh", "--folder", Folder);

    /// <summary>The options that name the ports.</summary>
    public IEnumerable<string> Ports() =>
    [
        "--port", Text(Port), "--tls-port", Text(TlsPort), "--management-port", Text(ManagementPort),
    ];

    /// <summary>The password of a user, as it is kept.</summary>
    public string PasswordOf(string user) => File.ReadAllLines(Path.Combine(Folder, "passwords"))
        .Select(line => line.Split('=', 2))
        .Single(pair => pair[0] == $"SAGAS_RABBITMQ_{user["sagas-".Length..].ToUpperInvariant()}_PASSWORD")[1];

    /// <summary>A connection as one of the three users.</summary>
    public Task<IConnection> Connect(string user, string? password = null) => new ConnectionFactory
    {
        HostName = "127.0.0.1",
        Port = Port,
        VirtualHost = "sagas",
        UserName = user,
        Password = password ?? PasswordOf(user),
    }.CreateConnectionAsync();

    /// <summary>rabbitmqctl for it.</summary>
    public async Task<string> Control(params string[] arguments) =>
        await BrokerNode.Script(Path.Combine(Folder, "ctl"), arguments);

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        if (BrokerNode.Missing is not null)
            return;
        _folder = BrokerNode.NewFolder();
        try
        {
            await Up();
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_folder is null)
            return;
        await Down();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }
}
