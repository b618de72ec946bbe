using System.CommandLine;
using Sagas.Host.Cli;
using Sagas.Host.Cli.Adding;
using Sagas.Host.Tests.Fakes;

namespace Sagas.Host.Tests.Cli;

/// <summary>What the command line makes of answers that come late, or not at all.</summary>
public sealed class LateAnswerTests : ServiceTests
{
    internal override (string, string)[] Settings => [("Sagas:Http:ApiKeys:0", "k:default:alice")];

    [Theory]
    [InlineData("rm", "viking://resources/a")]
    [InlineData("mv", "viking://resources/a", "viking://resources/b")]
    [InlineData("session", "commit", "s1")]
    public async Task Write_NotEndedInTime_NamesTheTransaction(params string[] verb)
    {
        Service.Transactions.LateToBegin = 1;

        var run = await CliRun.Of([.. verb, "--url", Service.Url, "--api-key", "k"]);

        Assert.Equal(1, run.Exit);
        Assert.StartsWith("DEADLINE_EXCEEDED", run.Error, StringComparison.Ordinal);
        var id = Service.Transactions.Submitted.Single().TransactionId.ToString()!;
        Assert.Contains($"it goes on as transaction {id}.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_ServiceRefuses_IsNoFailureOfTheAdd()
    {
        using var client = new ServiceClient(new Uri(Service.Url), apiKey: null);
        var environment = new CliEnvironment
        {
            Out = TextWriter.Null,
            Error = TextWriter.Null,
            OpenOutput = () => Stream.Null,
        };
        var verb = new VerbContext(client, environment, new RootCommand().Parse(""), Json: false);
        using var progress = new AddProgress(verb);

        // Ends by itself: without a key the service tells nothing.
        await new TransactionFollower(verb, progress).Watch(Views.NewId(), TestContext.Current.CancellationToken);
    }
}
