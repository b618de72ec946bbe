using System.Net;
using System.Net.Security;
using RabbitMQ.Client;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.Compose;

/// <summary>
/// infra/compose.yaml, acted out as its first lines tell: its secrets made, the file resolved by compose, its container
/// started, healthy, its ports published.
/// </summary>
public sealed class ComposeBroker : IAsyncLifetime
{
    readonly TempFolder _folder = new();
    readonly Dictionary<int, PublishedPort> _ports = [];
    readonly TempFolder _engine = new();
    Checkout? _checkout;
    ComposeFile? _file;
    Container? _container;
    string? _definitions;
    string? _missing;

    /// <summary>The copy of this repository; as with the rest, the test is skipped where there can be no container.
    /// </summary>
    internal Checkout Checkout => OrSkip(_checkout);

    /// <summary>The resolved file.</summary>
    internal ComposeFile File => OrSkip(_file);

    /// <summary>The container that runs.</summary>
    internal Container Container => OrSkip(_container);

    /// <summary>What the broker had loaded when it had become healthy.</summary>
    internal string Definitions => OrSkip(_definitions);

    /// <summary>Where a port of the container is published on 127.0.0.1.</summary>
    public int Published(int target) => OrSkip(_ports)[target].Number;

    /// <summary>A connection as one of the users, over TLS without a look at the certificate.</summary>
    public Task<IConnection> Connect(string user) => new ConnectionFactory
    {
        HostName = "127.0.0.1",
        Port = Published(5671),
        VirtualHost = "sagas",
        UserName = user,
        Password = Checkout.PasswordOf(user),
        Ssl = new SslOption
        {
            Enabled = true,
            AcceptablePolicyErrors =
                SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch,
        },
    }.CreateConnectionAsync();

    /// <summary>Starts a container, and waits until it is healthy.</summary>
    public async Task Up()
    {
        if (_container is not null)
            await _container.DisposeAsync();
        _container = await Container.Start(_file!, _engine.Path);
        await _container.BecomesHealthy();
    }

    /// <summary>Stops it in order; of all that it had, its volumes are left.</summary>
    /// <returns>Its exit status.</returns>
    public Task<int> Down() => Container.Stop();

    T OrSkip<T>(T? value)
        where T : class
    {
        Assert.SkipWhen(_missing is not null, _missing ?? "");
        return value!;
    }

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var tool = await ComposeTool.Find();
        _missing = BrokerNode.Missing
            ?? await Container.Missing()
            ?? (tool is null ? "no docker-compose: infra/test.sh installs it" : null);
        if (_missing is not null)
            return;
        _checkout = Checkout.Make(_folder.Path);
        await _checkout.MakeSecrets();
        _file = await ComposeTool.Resolve(_folder.Path, tool!);
        await Up();
        foreach (var port in _file.Ports)
        {
            _ports[port.Target] = new PublishedPort(
                () => _container!.Id, new IPEndPoint(IPAddress.Parse(Container.Address), port.Target));
        }
        _definitions = await Container.Run("rabbitmqctl", "export_definitions", "-");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (var port in _ports.Values)
            await port.DisposeAsync();
        if (_container is not null)
            await _container.DisposeAsync();
        _folder.Dispose();
        _engine.Dispose();
    }
}
