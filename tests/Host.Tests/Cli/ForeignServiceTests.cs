using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sagas.Host.Tests.Cli;

/// <summary>Something else answers at the URL.</summary>
public sealed class ForeignServiceTests
{
    [Theory]
    [InlineData("""{"error":{"status":404}}""")]
    [InlineData("""{"error":{"code":404,"message":"Not found."}}""")]
    [InlineData("""{"status":"error","error":{"message":"Not found."}}""")]
    [InlineData("""{"jsonrpc":"2.0","result":"x"}""")]
    [InlineData("""{"status":"ok"}""")]
    [InlineData("[]")]
    [InlineData("<html></html>")]
    public async Task Verb_AnswerOfSomethingElse_Exits3(string answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var other = builder.Build();
        other.MapFallback(() => Results.Text(answer, "application/json"));
        await other.StartAsync(TestContext.Current.CancellationToken);

        var run = await CliRun.Of("ls", "--url", other.Urls.Single());

        Assert.Equal((3, ""), (run.Exit, run.Out));
        Assert.EndsWith("is not this service\n", run.Error, StringComparison.Ordinal);
    }
}
