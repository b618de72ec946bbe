using System.Diagnostics;
using System.Globalization;
using Sagas.Host.Worlds;
using Sagas.Testing.Processes;
using Sagas.Testing.Tidy;

namespace Sagas.Scenarios.Compose;

/// <summary>
/// The service of a compose file in namespaces of its own: container.sh does what the engine would. Ends only what it
/// started; it ends with the test run, however that ends.
/// </summary>
internal sealed class Container : IAsyncDisposable
{
    /// <summary>Its address, in a network that has nobody else.</summary>
    public const string Address = "172.31.0.2";

    static readonly string Script = Path.Combine(RepositoryRoot.Path, "tests", "Scenarios", "Compose", "container.sh");

    readonly ComposeFile _file;
    readonly Process _process;
    readonly string _log;

    Container(ComposeFile file, Process process, string log) => (_file, _process, _log) = (file, process, log);

    /// <summary>Its process 1, as it is called outside.</summary>
    public int Id { get; private set; }

    /// <summary>Why there can be none; null when there can.</summary>
    public static async Task<string?> Missing()
    {
        if (!Environment.IsPrivilegedProcess)
            return "a container needs root";
        var (exit, _, error) = await Command.Try("/", "unshare", "--mount", "--net", "--uts", "--ipc", "--pid", "true");
        return exit == 0 ? null : $"no namespaces are permitted here: {error.Trim()}";
    }

    /// <summary>Creates and starts it; healthy it is later.</summary>
    /// <param name="file">Its service, mounts, volumes.</param>
    /// <param name="folder">Where the engine keeps volumes and logs.</param>
    /// <exception cref="InvalidOperationException">It ended at once; its log is in the message.</exception>
    public static async Task<Container> Start(ComposeFile file, string folder)
    {
        var (idFile, log) = (Path.Combine(folder, "id"), Path.Combine(folder, "log"));
        File.Delete(idFile);
        var start = new ProcessStartInfo(
            "bash", ["-c", "exec bash \"$@\" >\"$0\" 2>&1 </dev/null", log, Script, "run"]);
        foreach (var argument in Arguments(file, folder, idFile))
            start.ArgumentList.Add(argument);
        var container = new Container(file, Process.Start(start)!, log);
        try
        {
            var id = await Eventually.Find("the container", () => Task.FromResult(container.ReadId(idFile)));
            container.Id = int.Parse(id, CultureInfo.InvariantCulture);
            return container;
        }
        catch
        {
            await container.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until it is healthy, for as long as the file lets it.</summary>
    public async Task BecomesHealthy()
    {
        // The engine lets an interval pass before its first check. One that comes while the server makes its cookie may
        // make another, and the two are strangers.
        await Eventually.Holds("the server has begun", () =>
        {
            ThrowIfEnded();
            return Task.FromResult(File.ReadAllText(_log).Contains("Starting RabbitMQ", StringComparison.Ordinal));
        });
        await Eventually.Holds("the container is healthy", IsHealthy, _file.HealthyWithin);
    }

    /// <summary>Whether the file's health check succeeds.</summary>
    public async Task<bool> IsHealthy()
    {
        ThrowIfEnded();
        return (await Try(_file.HealthCheck)).Exit == 0;
    }

    /// <summary>Runs a command inside, as the container's user; it has to succeed.</summary>
    /// <returns>What it wrote to its output.</returns>
    public Task<string> Run(params string[] command) =>
        Command.Run("/", "bash", [Script, "exec", IdText, _file.User, .. command]);

    /// <summary>Runs a command inside, as the container's user unless it says another.</summary>
    public Task<(int Exit, string Out, string Error)> Try(string[] command, string? user = null) =>
        Command.Try("/", "bash", [Script, "exec", IdText, user ?? _file.User, .. command]);

    /// <summary>Asks it to stop, and waits for as long as the file grants it.</summary>
    /// <returns>Its exit status.</returns>
    /// <exception cref="TimeoutException">It still runs: the engine would kill it now.</exception>
    public async Task<int> Stop()
    {
        ThrowIfEnded();
        Posix.AskToStop(Id);
        await _process.WaitForExitAsync().WaitAsync(_file.StopGrace);
        return _process.ExitCode;
    }

    string IdText => Id.ToString(CultureInfo.InvariantCulture);

    static IEnumerable<string> Arguments(ComposeFile file, string folder, string idFile)
    {
        string[] plugins = file.Image.EndsWith("-management", StringComparison.Ordinal)
            ? ["--plugin", "rabbitmq_prometheus", "--plugin", "rabbitmq_management"]
            : ["--plugin", "rabbitmq_prometheus"];
        return
        [
            "--pid-file", idFile, "--hostname", file.HostName, "--address", Address, "--user", file.User, .. plugins,
            .. file.Mounts.SelectMany(mount => Option(mount, folder)),
        ];
    }

    static string[] Option(Mount mount, string folder)
    {
        var rest = $"{mount.Target}:{(mount.ReadOnly ? "ro" : "rw")}";
        if (!mount.IsVolume)
            return ["--mount", $"{mount.Source}:{rest}"];
        var kept = Directory.CreateDirectory(Path.Combine(folder, "volumes", mount.Source)).FullName;
        return ["--volume", $"{kept}:{rest}"];
    }

    string? ReadId(string idFile)
    {
        ThrowIfEnded();
        var text = File.Exists(idFile) ? File.ReadAllText(idFile) : "";
        return text.EndsWith('\n') ? text.Trim() : null;
    }

    void ThrowIfEnded()
    {
        if (_process.HasExited)
        {
            throw new InvalidOperationException(
                $"The container ended with {_process.ExitCode}:\n{File.ReadAllText(_log)}");
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // What began it takes everything inside with it.
            _process.Kill();
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }
}
