using System.Security.Cryptography.X509Certificates;
using Sagas.Host.Cli;
using Sagas.Host.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Host.Tests.Worlds;

/// <summary>https, as it is configured and misconfigured.</summary>
public sealed class HttpsTests : IDisposable
{
    const string Certificate = "--Kestrel:Certificates:Default";

    readonly string _folder = Directory.CreateTempSubdirectory("sagas-https-").FullName;
    readonly StringWriter _error = new();
    readonly ReadyWriter _output = new() { NewLine = "\n" };

    string Pfx => Path.Combine(_folder, "server.pfx");

    public HttpsTests()
    {
        using var authority = new TestAuthority("sagas-test");
        using var server = authority.Issue("127.0.0.1");
        File.WriteAllBytes(Pfx, server.Export(X509ContentType.Pfx, "open"));
    }

    Task<int> Serve(CancellationToken cancellationToken, params string[] settings) => ServeCommand.Run(
        new ServeArguments(
            [
                $"--Sagas:DataPath={_folder}/data", "--Sagas:Http:Urls=https://127.0.0.1:0",
                $"--contentRoot={_folder}", .. settings,
            ]),
        _output, _error, cancellationToken);

    [Fact]
    public async Task Serve_WithACertificate_SpeaksHttps()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var serving = Serve(stop.Token, $"{Certificate}:Path={Pfx}", $"{Certificate}:Password=open");
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
        };
        using var http = new HttpClient(handler);

        await Task.WhenAny(serving, _output.Ready).WaitAsync(Eventually.Deadline, stop.Token);
        Assert.False(serving.IsCompleted, _error.ToString());
        var url = _output.ToString().Split('\n')[0].Split(' ')[^1];
        Assert.True((await http.GetAsync($"{url}/health", stop.Token)).IsSuccessStatusCode);

        await stop.CancelAsync();
        Assert.Equal(ExitCode.Ok, await serving);
    }

    [Theory]
    [InlineData("none.pfx", "open")]
    [InlineData("server.pfx", "wrong")]
    public async Task Serve_CertificateThatCannotBeUsed_IsOneLineWithItsKey(string name, string password)
    {
        var exit = await Serve(
            TestContext.Current.CancellationToken,
            $"{Certificate}:Path={_folder}/{name}", $"{Certificate}:Password={password}");

        Assert.Equal(ExitCode.Failed, exit);
        var line = Assert.Single(_error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains("Kestrel:Certificates:Default", line, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", line, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        _error.Dispose();
        _output.Dispose();
    }
}
