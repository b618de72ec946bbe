using System.Diagnostics;
using RabbitMQ.Client;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.DeadLetters;

/// <summary>The broker of the test run, by its own tools: infra/test.sh starts it and says where it is.</summary>
internal static class Broker
{
    static int _count;

    /// <summary>Why there is none; null when there is one.</summary>
    public static string? Missing => Of("HOST") is null
        ? "no broker: SAGAS_TEST_RABBITMQ_HOST is not set; infra/test.sh starts one"
        : null;

    /// <summary>The address of the management plugin; null when it does not run.</summary>
    public static string? Management => Of("MANAGEMENT");

    public static string Host => Of("HOST")!;

    public static int Port => int.Parse(Of("PORT") ?? "5672", System.Globalization.CultureInfo.InvariantCulture);

    public static string User => Of("USER") ?? "guest";

    public static string Password => Of("PASSWORD") ?? "guest";

    /// <summary>A virtual host of the caller's own.</summary>
    public static async Task<string> NewVirtualHost()
    {
        var name = FormattableString.Invariant(
            $"letters-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}");
        await Control("add_vhost", name);
        await Control("set_permissions", "-p", name, User, ".*", ".*", ".*");
        return name;
    }

    public static async Task<IConnection> Connect(string virtualHost, string? user = null, string? password = null) =>
        await new ConnectionFactory
        {
            HostName = Host,
            Port = Port,
            UserName = user ?? User,
            Password = password ?? Password,
            VirtualHost = virtualHost,
        }.CreateConnectionAsync();

    /// <summary>A channel on which every publication is confirmed.</summary>
    public static Task<IChannel> Confirming(IConnection connection) =>
        connection.CreateChannelAsync(new CreateChannelOptions(true, true));

    /// <summary>Publishes a message that expires at once into a queue that nobody reads.</summary>
    public static async Task Expire(IChannel channel, string queue, string deadLetters)
    {
        await channel.QueueDeclareAsync(
            queue, durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?> { ["x-dead-letter-exchange"] = deadLetters });
        await channel.BasicPublishAsync(
            "", queue, mandatory: true, new BasicProperties { Expiration = "1" }, "{\"a\":1}"u8.ToArray());
    }

    /// <summary>What the management plugin says of a queue.</summary>
    public static async Task<string> Managed(string virtualHost, string queue)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new(
            "Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"{User}:{Password}")));
        return await http.GetStringAsync(
            $"{Management}/api/queues/{Uri.EscapeDataString(virtualHost)}/{Uri.EscapeDataString(queue)}");
    }

    /// <summary>No message of any queue waits or is in somebody's hands, but for dead letters.</summary>
    public static Task IsQuiet(string virtualHost) => Eventually.Holds("the queues are empty", async () =>
        (await Control("list_queues", "-p", virtualHost, "name", "messages"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.StartsWith("sagas.dead-letters", StringComparison.Ordinal))
            .All(line => line.EndsWith("\t0", StringComparison.Ordinal) || !line.Contains('\t')
                || line.EndsWith("messages", StringComparison.Ordinal)));

    /// <summary>Runs rabbitmqctl; its output.</summary>
    public static async Task<string> Control(params string[] arguments)
    {
        var tool = Of("CTL") ?? throw new InvalidOperationException("SAGAS_TEST_RABBITMQ_CTL is not set.");
        using var process = Process.Start(new ProcessStartInfo(tool, ["--quiet", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var written = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', arguments)}: {written}");
        return await output;
    }

    static string? Of(string name) => Environment.GetEnvironmentVariable($"SAGAS_TEST_RABBITMQ_{name}");
}
