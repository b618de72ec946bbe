using System.Diagnostics;
using Sagas.Host.Worlds;

namespace Sagas.Host.Demo;

/// <summary>The service as a process of its own, which really can be killed.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    const int LogLinesMax = 40;
    const string AddressMark = "sagas ";

    /// <summary>How a process ends that was killed.</summary>
    public const int Killed = 128 + 9;

    readonly Process _process;
    readonly TaskCompletionSource<string> _address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly Queue<string> _log = new();

    ServiceProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Read(line.Data);
        process.ErrorDataReceived += (_, line) => Remember(line.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => _address.TrySetException(new IOException(
            $"The service ended before it listened, with status {process.ExitCode}."));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    /// <summary>What it wrote last.</summary>
    public IReadOnlyList<string> LogTail
    {
        get
        {
            lock (_log)
                return [.. _log];
        }
    }

    /// <summary>Starts it and answers when it listens, with its address.</summary>
    public static async Task<(ServiceProcess Process, Uri Url)> Start(
        string folder, IEnumerable<string> settings, CancellationToken cancellationToken)
    {
        var process = new Process { StartInfo = ServiceProgram.Start(folder, ["serve", .. settings]) };
        var service = new ServiceProcess(process);
        try
        {
            return (service, new Uri(await service._address.Task.WaitAsync(cancellationToken)));
        }
        catch (Exception e)
        {
            var log = string.Join(" | ", service.LogTail);
            await service.DisposeAsync();
            if (e is IOException)
                throw new IOException($"{e.Message} {log}", e);
            throw;
        }
    }

    /// <summary>SIGTERM; answers its exit status when it has drained.</summary>
    public async Task<int> Stop(CancellationToken cancellationToken)
    {
        Posix.AskToStop(_process.Id);
        return await End(cancellationToken);
    }

    /// <summary>SIGKILL; answers its exit status.</summary>
    public async Task<int> Kill(CancellationToken cancellationToken)
    {
        _process.Kill();
        return await End(cancellationToken);
    }

    /// <summary>Waits until it has ended by itself. 128 + n stands for signal n.</summary>
    public async Task<int> End(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Whatever state it is in, it is gone afterwards.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    void Read(string? line)
    {
        if (line?.StartsWith(AddressMark, StringComparison.Ordinal) == true)
            _address.TrySetResult(line[AddressMark.Length..].Split(',')[0].Trim());
        Remember(line);
    }

    void Remember(string? line)
    {
        if (line is null)
            return;
        lock (_log)
        {
            _log.Enqueue(line);
            if (_log.Count > LogLinesMax)
                _log.Dequeue();
        }
    }
}
