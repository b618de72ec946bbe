using System.Diagnostics;
using System.Globalization;
using Sagas.Testing.Tidy;

namespace Sagas.Testing.Processes;

/// <summary>
/// A RabbitMQ node of a test's own, to be stopped, killed and starved as the test likes. It is gone when the test is;
/// after a test that was killed, infra/test.sh ends what it left behind.
/// </summary>
public sealed class BrokerNode : IAsyncDisposable
{
    readonly string _folder;

    BrokerNode(string folder) => _folder = folder;

    /// <summary>Why there can be none; null when there can.</summary>
    public static string? Missing => Environment.GetEnvironmentVariable("SAGAS_TEST_RABBITMQ_HOST") is null
        ? "no broker is wanted: SAGAS_TEST_RABBITMQ_HOST is not set; infra/test.sh starts one"
        : null;

    /// <summary>Its AMQP port on 127.0.0.1.</summary>
    public int Port { get; private set; }

    /// <summary>Its administrator.</summary>
    public string User { get; private set; } = "";

    /// <summary>The administrator's password.</summary>
    public string Password { get; private set; } = "";

    /// <summary>Its address, as <c>Sagas:RabbitMq:Nodes</c> takes it.</summary>
    public string Address => FormattableString.Invariant($"127.0.0.1:{Port}");

    /// <summary>Starts a node, alone or in the cluster of another.</summary>
    /// <param name="other">A running node of the cluster.</param>
    public static async Task<BrokerNode> Start(BrokerNode? other = null)
    {
        var node = new BrokerNode(NewFolder());
        try
        {
            string[] options = other is null ? [] : ["--join", other._folder];
            await Script("infra/rabbitmq/start.sh", [.. options, node._folder]);
            node.ReadCoordinates();
            return node;
        }
        catch
        {
            await node.DisposeAsync();
            throw;
        }
    }

    /// <summary>rabbitmqctl for this node; takes <c>node stop</c>, <c>node kill</c> and <c>node start</c> too.
    /// </summary>
    /// <returns>What it wrote.</returns>
    public Task<string> Control(params string[] arguments) => Run(Path.Combine(_folder, "ctl"), arguments);

    /// <summary>A script of this repository, with bash.</summary>
    /// <returns>What it wrote.</returns>
    public static Task<string> Script(string path, params string[] arguments) =>
        Run("bash", [Path.Combine(RepositoryRoot.Path, path), .. arguments]);

    /// <summary>A fresh folder, where infra/test.sh looks for nodes that were left behind.</summary>
    public static string NewFolder()
    {
        var parent = Environment.GetEnvironmentVariable("SAGAS_TEST_RABBITMQ_NODES");
        if (parent is null)
            return Directory.CreateTempSubdirectory("sagas-node-").FullName;
        var name = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N")[16..];
        return Directory.CreateDirectory(Path.Combine(parent, name)).FullName;
    }

    void ReadCoordinates()
    {
        var values = File.ReadAllLines(Path.Combine(_folder, "env"))
            .Select(line => line["export SAGAS_TEST_RABBITMQ_".Length..].Split('=', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);
        Port = int.Parse(values["PORT"], CultureInfo.InvariantCulture);
        (User, Password) = (values["USER"], values["PASSWORD"]);
    }

    static async Task<string> Run(string program, params string[] arguments)
    {
        // Output goes to files: a broker that a script starts would keep a pipe open for as long as it lives.
        var start = new ProcessStartInfo("bash", ["-c", "exec \"$@\" >\"$0\" 2>&1 </dev/null"]);
        var output = Path.GetTempFileName();
        try
        {
            start.ArgumentList.Add(output);
            start.ArgumentList.Add(program);
            foreach (var argument in arguments)
                start.ArgumentList.Add(argument);
            using var process = Process.Start(start)!;
            await process.WaitForExitAsync();
            var written = await File.ReadAllTextAsync(output);
            return process.ExitCode == 0 ? written : throw new InvalidOperationException(
                $"{program} {string.Join(' ', arguments)}: exit {process.ExitCode}\n{written}");
        }
        finally
        {
            File.Delete(output);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(_folder, "node")))
            await Script("infra/rabbitmq/stop.sh", _folder);
        Directory.Delete(_folder, recursive: true);
    }
}
