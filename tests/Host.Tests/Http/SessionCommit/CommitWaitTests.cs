using Sagas.Contracts;
using Sagas.Host.Tests.Cli;

namespace Sagas.Host.Tests.Http.SessionCommit;

/// <summary>How long a commit waits for the session's lock, and its caller for the archive.</summary>
public sealed class CommitWaitTests : ServiceTests
{
    CommitSession Submitted => (CommitSession)Service.Transactions.Submitted.Single();

    [Fact]
    public async Task Commit_WithTimes_PassesThemOn()
    {
        Service.Transactions.LateToBegin = 1;

        var late = await Service.Post("/api/v1/sessions/s1/commit?wait_seconds=7&timeout=3", new { });

        late.Refused(504, "DEADLINE_EXCEEDED");
        Assert.Equal(7, Submitted.WaitSeconds);
        Assert.Equal(TimeSpan.FromSeconds(3), Service.Transactions.Awaited.Single());
    }

    [Fact]
    public async Task Commit_WithoutTimes_HasTheDefaults()
    {
        Service.Transactions.LateToBegin = 1;

        await Service.Post("/api/v1/sessions/s1/commit", new { });

        Assert.Null(Submitted.WaitSeconds);
    }

    [Theory]
    [InlineData("wait_seconds=-1")]
    [InlineData("timeout=1e9")]
    public async Task Commit_BadTime_IsRefused(string query)
    {
        (await Service.Post($"/api/v1/sessions/s1/commit?{query}", new { })).Refused(400, "INVALID_ARGUMENT");
        Assert.Empty(Service.Transactions.Submitted);
    }

    [Fact]
    public async Task CliCommit_Wait_IsForTheLock()
    {
        Service.Transactions.LateToBegin = 1;

        await CliRun.Of("session", "commit", "s1", "--wait", "7.5", "--url", Service.Url);

        Assert.Equal(7.5, Submitted.WaitSeconds);
    }
}
