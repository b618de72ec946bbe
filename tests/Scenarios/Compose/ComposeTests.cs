using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RabbitMQ.Client;
using Sagas.Scenarios.Broker;
using Sagas.Scenarios.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.Compose;

/// <summary>
/// infra/compose.yaml gives the broker that infra/up.sh gives. No engine: compose resolves the file, and what it says
/// is done to Debian's server in namespaces. What of the image is taken for granted is at the top of container.sh.
/// </summary>
public sealed partial class ComposeTests(ComposeBroker compose, UpBroker up)
    : IClassFixture<ComposeBroker>, IClassFixture<UpBroker>
{
    const string Service = "sagas-service";
    const int Tls = 5671;
    const int Management = 15672;
    const int Plain = 5672;

    static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    string Configuration => File.ReadAllText(compose.Checkout.At("infra/rabbitmq/rabbitmq.conf"));

    [Fact]
    public void Commands_AtItsTop_StartAndStopTheFile()
    {
        var docker = compose.Checkout.Commands.Where(c => c.StartsWith("docker ", StringComparison.Ordinal));

        Assert.Equal(
            ["docker compose -f infra/compose.yaml up --detach --wait", "docker compose -f infra/compose.yaml down"],
            docker);
        Assert.Contains(
            "COMPOSE_PROJECT_NAME=sagas", File.ReadAllLines(compose.Checkout.At("infra/.env")));
        Assert.Equal("sagas", compose.File.Name ?? "sagas");
    }

    [Fact]
    public void Mounts_AreWhatTheConfigurationNames()
    {
        var mounts = compose.File.Mounts;
        var configuration = compose.Checkout.At("infra/rabbitmq/rabbitmq.conf");

        Assert.Equal(
            [
                new Mount("data", "/var/lib/rabbitmq", ReadOnly: false),
                new Mount(configuration, "/etc/rabbitmq/rabbitmq.conf", ReadOnly: true),
            ],
            mounts.Where(mount => !mount.IsSecret));
        Assert.Equal(
            AbsolutePath().Matches(Configuration).Select(m => m.Value).Order(StringComparer.Ordinal),
            mounts.Where(mount => mount.IsSecret).Select(m => m.Target).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Secrets_AreForTheServerAloneAndNotItsToChange()
    {
        Assert.Equal("700 data/compose\n600 data/compose/passwords\n", await Command.Run(
            compose.Checkout.Folder, "stat", "--format", "%a %n", "data/compose", "data/compose/passwords"));
        foreach (var mount in compose.File.Mounts.Where(mount => mount.ReadOnly))
        {
            Assert.Equal(0, (await compose.Container.Try(["test", "-r", mount.Target], "rabbitmq")).Exit);
            Assert.Equal(1, (await compose.Container.Try(["test", "-w", mount.Target], "root")).Exit);
        }
    }

    [Fact]
    public void Ports_AreThoseOfTheConfigurationAndOfUp()
    {
        var script = File.ReadAllText(compose.Checkout.At("infra/up.sh"));

        Assert.Equal([new("127.0.0.1", Tls, Tls), new("127.0.0.1", Management, Management)], compose.File.Ports);
        Assert.Contains($"listeners.ssl.1 = 0.0.0.0:{Tls}\n", Configuration, StringComparison.Ordinal);
        Assert.Contains($"management.tcp.port = {Management}\n", Configuration, StringComparison.Ordinal);
        Assert.Contains($"\ntls_port={Tls}\nmanagement_port={Management}\n", script, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Broker_HasTheDefinitionsAndTheTlsOfUp()
    {
        const string Environment =
            "{lists:sort(application:get_env(rabbit, ssl_options, [])), application:get_env(rabbit, definitions, [])}.";

        var definitions = Comparable(compose.Definitions);
        Assert.Contains("\"name\":\"commands-and-steps\"", definitions, StringComparison.Ordinal);
        Assert.Equal(Comparable(await up.Control("export_definitions", "-")), definitions);
        Assert.Equal(
            (await up.Control("eval", Environment)).Replace(up.Folder, "/etc/rabbitmq", StringComparison.Ordinal),
            await compose.Container.Run("rabbitmqctl", "eval", Environment));
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("broker.test", false)]
    public async Task Tls_IsVouchedForByTheAuthority_ForTheNamesOfTheHost(string name, bool isRight)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, compose.Published(Tls), Cancelled);
        await using var tls = new SslStream(client.GetStream());
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.ImportFromPemFile(compose.Checkout.At("data/compose/tls/ca.pem"));
        var options = new SslClientAuthenticationOptions { TargetHost = name, CertificateChainPolicy = policy };

        if (isRight)
            await tls.AuthenticateAsClientAsync(options, Cancelled);
        else
            await Assert.ThrowsAsync<AuthenticationException>(() => tls.AuthenticateAsClientAsync(options, Cancelled));
    }

    [Fact]
    public async Task Plain_IsNotListenedFor()
    {
        var refused = await Assert.ThrowsAsync<SocketException>(() => PublishedPort.Connect(
            compose.Container.Id, new IPEndPoint(IPAddress.Parse(Container.Address), Plain), Cancelled));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }

    [Theory]
    [InlineData("sagas-operator", null, HttpStatusCode.OK)]
    [InlineData("guest", "guest", HttpStatusCode.Unauthorized)]
    public async Task Management_IsForTheOperator(string user, string? password, HttpStatusCode expected)
    {
        password ??= compose.Checkout.PasswordOf(user);
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{compose.Published(Management)}/") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{user}:{password}")));

        using var overview = await http.GetAsync("api/overview", Cancelled);

        Assert.Equal(expected, overview.StatusCode);
    }

    [Fact]
    public async Task Service_WithItsSecrets_Runs()
    {
        await using var world = new ComposeWorld(compose);
        await world.Start();

        Assert.Equal(200, (await world.Client.MakeDirectory("viking://resources/contained")).Status);
        await Eventually.Holds("it is ready", async () => (await world.Client.Get("ready")).Status == 200);
        await Invariant.Holds(world);
    }

    [Fact]
    public async Task UpAndDown_KeepsMessagesAndTellsItsHealth()
    {
        const string Queue = "kept";
        await using (var connection = await compose.Connect(Service))
        {
            await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(
                publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), Cancelled);
            await channel.QueueDeclareAsync(
                Queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: Cancelled);
            await channel.BasicPublishAsync(
                "", Queue, mandatory: true, new BasicProperties { Persistent = true }, "kept"u8.ToArray(), Cancelled);
        }
        // A check that is the first to run, on a slow machine, makes the cookie: the server has to be able to read it.
        Assert.Equal("rabbitmq\n", await compose.Container.Run("id", "--user", "--name"));
        await compose.Container.Run("rabbitmqctl", "stop_app");
        Assert.False(await compose.Container.IsHealthy(), "the server does not serve");
        await compose.Container.Run("rabbitmqctl", "start_app");

        Assert.Equal(0, await compose.Down());
        await compose.Up();

        await using var again = await compose.Connect(Service);
        await using var reader = await again.CreateChannelAsync(cancellationToken: Cancelled);
        var kept = await reader.BasicGetAsync(Queue, autoAck: true, Cancelled);
        Assert.Equal("kept", Encoding.UTF8.GetString(kept!.Body.Span));
    }

    [Fact]
    public async Task Secrets_WereNotMade_DoesNotStart()
    {
        // Skipped where there is none that starts.
        _ = compose.Container;
        using var folder = new TempFolder();
        var without = Checkout.Make(folder.At("repository"));
        var file = await ComposeTool.Resolve(without.Folder, (await ComposeTool.Find())!);

        var failed = await Assert.ThrowsAsync<InvalidOperationException>(() => Container.Start(file, folder.Path));

        Assert.Contains(without.At("data/compose/definitions.json"), failed.Message, StringComparison.Ordinal);
    }

    /// <summary>Definitions without what differs by design, and in one order.</summary>
    static string Comparable(string definitions)
    {
        var json = JsonNode.Parse(definitions)!.AsObject();
        foreach (var user in json["users"]!.AsArray())
            Assert.True(user!.AsObject().Remove("password_hash"));
        return string.Join('\n', json.Select(pair => pair.Value is JsonArray array
            ? $"{pair.Key}: {string.Join(' ', array.Select(x => x!.ToJsonString()).Order(StringComparer.Ordinal))}"
            : $"{pair.Key}: {pair.Value}"));
    }

    [GeneratedRegex(@"(?<= = )/\S+")]
    private static partial Regex AbsolutePath();

    /// <summary>The service with the file's authority and its own user, on replicated queues.</summary>
    sealed class ComposeWorld : World
    {
        public ComposeWorld(ComposeBroker compose)
        {
            Settings["Transport"] = "RabbitMq";
            Settings["RabbitMq:Host"] = "localhost";
            Settings["RabbitMq:Port"] = compose.Published(Tls).ToString(CultureInfo.InvariantCulture);
            Settings["RabbitMq:VirtualHost"] = "sagas";
            Settings["RabbitMq:Username"] = Service;
            Settings["RabbitMq:Password"] = compose.Checkout.PasswordOf(Service);
            Settings["RabbitMq:Tls:Enabled"] = "true";
            Settings["RabbitMq:Tls:CaFile"] = compose.Checkout.At("data/compose/tls/ca.pem");
            Settings["RabbitMq:QuorumQueues"] = "true";
        }
    }
}
