using Sagas.Testing.Processes;

namespace Sagas.Scenarios.Worlds;

/// <summary>The real service over a data folder of its own, killed and started again as a scenario needs it.</summary>
public abstract class World : IAsyncDisposable
{
    readonly TempFolder _folder = new();
    readonly List<string> _logs = [];
    HostProcess? _host;

    /// <summary>Makes the world; nothing runs yet.</summary>
    protected World()
    {
        Faults = new FaultsFile(_folder.At("faults"));
        Stores = new Stores(_folder.At("data"));
        Settings["DataPath"] = _folder.At("data");
        Settings["Faults:0"] = Faults.Setting;
        // Timeouts:Step is the service's own: three silences in a row undo a transaction, and on a busy machine a step
        // is silent for seconds because others are before it.
        Settings["Sessions:ExtractionRetry"] = "00:00:00.200";
        Settings["Timeouts:UndoRetry"] = "00:00:00.200";
    }

    /// <summary>Why this world cannot be tried here; null when it can.</summary>
    public virtual string? Missing => null;

    /// <summary>Keys below <c>Sagas</c>; a change counts from the next start.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>What goes wrong, and where.</summary>
    public FaultsFile Faults { get; }

    /// <summary>The data folder.</summary>
    public Stores Stores { get; }

    /// <summary>The running service.</summary>
    public HostProcess Host => _host ?? throw new InvalidOperationException("The service does not run.");

    /// <summary>The running service's API.</summary>
    public ServiceClient Client => Host.Client;

    /// <summary>Everything that the service has written, over all its lives.</summary>
    public string Log => string.Join("\n-- restart --\n", _host is null ? _logs : [.. _logs, _host.Log]);

    /// <summary>Starts the service, if it does not run.</summary>
    public async Task Start()
    {
        if (_host is null)
        {
            await Prepare();
            _host = await HostProcess.Start(Settings);
        }
    }

    /// <summary>Waits until the service has killed itself at a fault point, then starts it without faults.</summary>
    public async Task RestartAfterDeath()
    {
        Assert.Equal(HostProcess.KilledExitCode, await Host.WaitForExit());
        await Restart();
    }

    /// <summary>Asks the service to stop, and waits until it has; its exit code.</summary>
    public async Task<int> Stop(TimeSpan within)
    {
        Host.AskToStop();
        return await Host.WaitForExit(within);
    }

    /// <summary>Kills the service, if it lives, and starts it without faults.</summary>
    public async Task Restart()
    {
        _logs.Add(Host.Log);
        await Host.DisposeAsync();
        _host = null;
        Faults.Arm();
        await Start();
    }

    /// <summary>What a world needs before its first start; called before every one.</summary>
    protected virtual Task Prepare() => Task.CompletedTask;

    /// <summary>What is left besides the folder and the process.</summary>
    protected virtual Task CleanUp() => Task.CompletedTask;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        // The runner shows it for failed tests alone.
        TestContext.Current.TestOutputHelper?.WriteLine(Log);
        if (_host is not null)
            await _host.DisposeAsync();
        await CleanUp();
        _folder.Dispose();
    }
}
