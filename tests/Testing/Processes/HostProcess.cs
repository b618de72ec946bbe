using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using Sagas.Host.Cli;
using Sagas.Host.Worlds;

namespace Sagas.Testing.Processes;

/// <summary>
/// The real service as a child process: what a test kills is killed as the power would, with nothing flushed. Ends
/// only the process that it started.
/// </summary>
public sealed partial class HostProcess : IAsyncDisposable
{
    /// <summary>What a process killed by SIGKILL exits with.</summary>
    public const int KilledExitCode = 128 + 9;

    readonly Process _process;
    readonly StringBuilder _log = new();
    readonly HttpClient _http;

    HostProcess(Process process)
    {
        _process = process;
        _http = new HttpClient { Timeout = Eventually.Deadline };
        Client = new ServiceClient(_http);
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    /// <summary>Its HTTP API.</summary>
    public ServiceClient Client { get; }

    /// <summary>What it has written so far.</summary>
    public string Log
    {
        get
        {
            lock (_log)
                return _log.ToString();
        }
    }

    /// <summary>Starts a service and waits until it answers.</summary>
    /// <param name="settings">Keys below <c>Sagas</c>, such as <c>Timeouts:Step</c>; the address is added.</param>
    /// <exception cref="HostFailedException">It ended instead, or was silent too long; its log is in the message.
    /// </exception>
    public static async Task<HostProcess> Start(IReadOnlyDictionary<string, string> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var start = new ProcessStartInfo("dotnet", [typeof(CliApp).Assembly.Location, "serve"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in settings)
            start.Environment[$"Sagas__{key.Replace(":", "__", StringComparison.Ordinal)}"] = value;
        // Its own choice, told in its first line: what is free now may be taken when it comes to listen.
        start.Environment["Sagas__Http__Urls__0"] = "http://127.0.0.1:0";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        var host = new HostProcess(
            Process.Start(start) ?? throw new HostFailedException("The service did not start.", ""));
        try
        {
            host._process.BeginOutputReadLine();
            host._process.BeginErrorReadLine();
            await Eventually.Holds("the service is ready", host.IsReady);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await WaitForExit();
    }

    /// <summary>SIGTERM: asks it to finish what it has begun, and to end.</summary>
    public void AskToStop() => Posix.AskToStop(_process.Id);

    /// <summary>Waits until it is gone.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="HostFailedException">It still runs.</exception>
    public async Task<int> WaitForExit(TimeSpan? within = null)
    {
        try
        {
            await _process.WaitForExitAsync().WaitAsync(within ?? Eventually.Deadline);
            return _process.ExitCode;
        }
        catch (TimeoutException)
        {
            throw new HostFailedException("The service did not end.", Log);
        }
    }

    async Task<bool> IsReady()
    {
        if (_process.HasExited)
            throw new HostFailedException($"The service ended with {_process.ExitCode}.", Log);
        if (_http.BaseAddress is null)
        {
            if (AddressIn().Match(Log) is not { Success: true } said)
                return false;
            _http.BaseAddress = new Uri(said.Groups[1].Value + "/");
        }
        try
        {
            using var answer = await _http.GetAsync("health");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^sagas +(http\S+)$", RegexOptions.Multiline)]
    private static partial Regex AddressIn();

    void Keep(string? line)
    {
        lock (_log)
            _log.AppendLine(line);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await Kill();
        _http.Dispose();
        _process.Dispose();
    }
}
