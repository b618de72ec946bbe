using Sagas.Queries;

namespace Sagas.Host.Tests.Http;

public sealed class HealthTests : ServiceTests
{
    [Fact]
    public async Task Health_IsBareAndAlive()
    {
        var reply = await Service.Get("/health");
        Assert.Equal(200, reply.Status);
        Assert.True(reply.Json.GetProperty("healthy").GetBoolean());
        Assert.Equal("dev", reply.Json.GetProperty("auth_mode").GetString());
        Assert.False(reply.Json.TryGetProperty("result", out _));
    }

    [Fact]
    public async Task Health_WithABadAccount_IsStillAlive() =>
        Assert.Equal(200, (await Service.Get("/health", ("X-OpenViking-Account", "/"))).Status);

    [Fact]
    public async Task Ready_AllAnswer_Is200()
    {
        var reply = await Service.Get("/ready");
        Assert.Equal((200, "ready"), (reply.Status, reply.Json.GetProperty("status").GetString()));
        Assert.Equal("ok", reply.Json.GetProperty("checks").GetProperty("vectordb").GetString());
    }

    [Fact]
    public async Task Ready_DatabaseDown_Is503()
    {
        Service.Transactions.Failure = new InvalidOperationException();
        var reply = await Service.Get("/ready");
        Assert.Equal((503, "not_ready"), (reply.Status, reply.Json.GetProperty("status").GetString()));
        Assert.Equal("InvalidOperationException", reply.Json.GetProperty("checks").GetProperty("database").GetString());
    }

    [Fact]
    public async Task Ready_IndexDown_Is503()
    {
        Service.Index.Failure = new InvalidOperationException();
        Assert.Equal(503, (await Service.Get("/ready")).Status);
    }

    [Fact]
    public async Task Ready_DispatcherLate_Is503()
    {
        Service.Transactions.BacklogAt = _ => new BacklogView(1, 0, 1, 0, TimeSpan.FromMinutes(2));
        Assert.Equal(503, (await Service.Get("/ready")).Status);
    }

    [Fact]
    public async Task Wait_UntilIdle_ReportsEveryQueue()
    {
        Service.Transactions.BacklogAt = n => new BacklogView(n < 2 ? 2 : 1, 1, 0, 3, TimeSpan.Zero);
        var result = (await Service.Post("/api/v1/system/wait", new { timeout = (double?)null })).Ok();
        Assert.Equal(1, result.GetProperty("Transactions").GetProperty("error_count").GetInt32());
        Assert.Equal(3, result.GetProperty("Messages").GetProperty("error_count").GetInt32());
    }

    [Fact]
    public async Task Wait_NeverIdle_IsA504()
    {
        Service.Transactions.BacklogAt = _ => new BacklogView(1, 0, 0, 0, TimeSpan.Zero);
        (await Service.Post("/api/v1/system/wait", new { timeout = 0.05 })).Refused(504, "DEADLINE_EXCEEDED");
    }

    [Fact]
    public async Task Wait_ForOnesOwn_DoesNotWaitForOthers()
    {
        var asked = new List<string>();
        Service.Transactions.BacklogAt = _ => new BacklogView(1, 0, 0, 0, TimeSpan.Zero);
        Service.Transactions.LeftAt = (account, n) =>
        {
            asked.Add(account);
            return n < 2;
        };
        (await Service.Post("/api/v1/system/wait", new { own = true, timeout = 60 })).Ok();
        Assert.Equal(["default", "default", "default"], asked);
    }

    [Fact]
    public async Task Wait_NegativeTimeout_IsRefused() =>
        (await Service.Post("/api/v1/system/wait", new { timeout = -1 })).Refused(400, "INVALID_ARGUMENT");

    [Fact]
    public async Task Consistency_FilesWithoutEntries_AreListed()
    {
        Service.Tree.File("viking://resources/a/known.md", "x");
        Service.Tree.File("viking://resources/a/unknown.md", "x");
        Service.Index.Row("viking://resources/a/known.md", 2);
        var result = (await Service.Post("/api/v1/system/consistency", new { uri = "viking://resources/a" })).Ok();
        Assert.False(result.GetProperty("ok").GetBoolean());
        Assert.Equal(2, result.GetProperty("expected_count").GetInt32());
        Assert.Equal("/default/resources/a/unknown.md#level=2",
            result.GetProperty("missing_records")[0].GetProperty("key").GetString());
    }

    [Fact]
    public async Task Consistency_OfAFile_IsRefused()
    {
        Service.Tree.File("viking://resources/a.md", "x");
        (await Service.Post("/api/v1/system/consistency", new { uri = "viking://resources/a.md" }))
            .Refused(400, "INVALID_ARGUMENT");
    }
}
