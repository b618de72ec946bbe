using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Sagas.Host.Cli;
using Sagas.Testing.Processes;

namespace Sagas.Host.Tests.Cli;

/// <summary>The command line as a process of its own, which ends in the middle.</summary>
public sealed class KilledAddTests : IDisposable
{
    readonly TempFolder _source = new();
    readonly TempFolder _temporary = new();

    [Fact]
    public async Task Add_KilledWhileItUploads_LeavesNoArchive()
    {
        var stop = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(_source.At("guide.md"), "hello", stop);
        using var service = new TcpListener(IPAddress.Loopback, 0);
        service.Start();
        var start = new ProcessStartInfo(
            "dotnet",
            [
                typeof(CliApp).Assembly.Location, "add", _source.Path, "--url",
                FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)service.LocalEndpoint).Port}"),
            ])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["TMPDIR"] = _temporary.Path;
        // The runtime's own sockets lie there, too.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        using var process = Process.Start(start)!;

        // It has packed the folder, and waits for an answer that never comes.
        using var caller = await service.AcceptTcpClientAsync(stop).AsTask().WaitAsync(Eventually.Deadline, stop);
        process.Kill();
        await process.WaitForExitAsync(stop);

        Assert.Empty(Directory.GetFiles(_temporary.Path));
    }

    public void Dispose()
    {
        _source.Dispose();
        _temporary.Dispose();
    }
}
