namespace Sagas.Host.Tests.Cli;

public sealed class MessageLimitTests : ServiceTests
{
    internal override (string, string)[] Settings => [("Sagas:Limits:MessageBytes", "20000")];

    [Theory]
    [InlineData(30_000)]
    [InlineData(10_000_000)]
    public async Task Say_MoreThanAMessageMayHave_IsRefusedWithTheLimit(int characters)
    {
        var run = await CliRun.Of(
            ["session", "say", "s1", "--url", Service.Url], isTerminal: false, new string('x', characters));
        Assert.Equal((1, ""), (run.Exit, run.Out));
        Assert.StartsWith("RESOURCE_EXHAUSTED", run.Error, StringComparison.Ordinal);
        Assert.Contains("20000", run.Error, StringComparison.Ordinal);
        Assert.Empty(Service.Transactions.Submitted);
    }
}
