using System.Text.Json;
using Sagas.Contracts;
using Sagas.Host.Tests.Fakes;
using Sagas.Queries;

namespace Sagas.Host.Tests.Http.Fs;

public sealed class WriteTests : ServiceTests
{
    static readonly object Body = new { from_uri = "viking://resources/a", to_uri = "viking://resources/b" };

    [Fact]
    public async Task Move_Committed_AnswersBothUrisAndTheTransaction()
    {
        Service.Tree.File("viking://resources/a/x.md", "x");
        var reply = await Service.Post("/api/v1/fs/mv", Body);
        var result = reply.Ok();
        Assert.Equal("viking://resources/a", result.GetProperty("from").GetString());
        Assert.Equal("viking://resources/b", result.GetProperty("to").GetString());
        Assert.Equal(reply.Headers["X-Transaction-Id"], result.GetProperty("transaction_id").GetString());
        Assert.True(Service.Tree.Has("viking://resources/b/x.md"));
    }

    [Fact]
    public async Task Move_IdempotencyKey_IsTheTransaction()
    {
        var key = Guid.CreateVersion7().ToString();
        var first = await Service.Post("/api/v1/fs/mv", Body, ("Idempotency-Key", key));
        var second = await Service.Post("/api/v1/fs/mv", Body, ("Idempotency-Key", key));
        Assert.Equal(key, first.Ok().GetProperty("transaction_id").GetString());
        Assert.Equal(key, second.Headers["X-Transaction-Id"]);
        Assert.Single(Service.Transactions.Submitted);
    }

    [Fact]
    public async Task Move_BadIdempotencyKey_IsRefused()
    {
        var reply = await Service.Post("/api/v1/fs/mv", Body, ("Idempotency-Key", "yes"));
        reply.Refused(400, "INVALID_ARGUMENT");
        Assert.Empty(Service.Transactions.Submitted);
    }

    public static TheoryData<string, string, int, string> Outcomes { get; } = new()
    {
        { "rolled_back", "NOT_FOUND", 404, "NOT_FOUND" },
        { "rejected", "INVALID_ARGUMENT", 400, "INVALID_ARGUMENT" },
        { "rolled_back", "ALREADY_EXISTS", 409, "ALREADY_EXISTS" },
        { "rolled_back", "FAILED_PRECONDITION", 412, "FAILED_PRECONDITION" },
        { "rejected", "PERMISSION_DENIED", 403, "PERMISSION_DENIED" },
        { "rolled_back", "RESOURCE_EXHAUSTED", 413, "RESOURCE_EXHAUSTED" },
        { "rolled_back", "UNAVAILABLE", 503, "UNAVAILABLE" },
        { "rolled_back", "CONFLICT", 409, "CONFLICT" },
        { "busy", "CONFLICT", 409, "CONFLICT" },
        { "rolled_back", "STALE", 409, "ABORTED" },
        { "rolled_back", "INTERNAL", 409, "ABORTED" },
        { "rolled_back", "DEADLINE_EXCEEDED", 409, "ABORTED" },
        { "rolled_back", "ABORTED", 409, "ABORTED" },
        { "cancelled", "ABORTED", 409, "ABORTED" },
        { "cancelled", "NOT_FOUND", 409, "ABORTED" },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Move_NotCommitted_IsMapped(string outcome, string reason, int status, string code)
    {
        Service.Transactions.Endings.Enqueue(view => view.Ended(outcome, reason));
        var reply = (await Service.Post("/api/v1/fs/mv", Body)).Refused(status, code);
        Assert.Equal(reply.Headers["X-Transaction-Id"], reply.Details.GetProperty("transaction_id").GetString());
    }

    [Fact]
    public async Task Move_Busy_NamesPathAndHolder()
    {
        var details = new Dictionary<string, string> { ["uri"] = "viking://resources/b", ["holder"] = "someone" };
        Service.Transactions.Endings.Enqueue(view => view.Ended(
            TransactionOutcome.Busy, new Reason(ErrorCode.Conflict, "Locked.", details)));
        var reply = (await Service.Post("/api/v1/fs/mv", Body)).Refused(409, "CONFLICT");
        Assert.Equal("path_busy", reply.Details.GetProperty("conflict_type").GetString());
        Assert.True(reply.Details.GetProperty("retryable").GetBoolean());
        Assert.Equal("viking://resources/b", reply.Details.GetProperty("resource").GetString());
        Assert.Equal("someone", reply.Details.GetProperty("holder").GetString());
    }

    [Fact]
    public async Task Move_RolledBack_SaysWhichStepAndCode()
    {
        Service.Transactions.Endings.Enqueue(view => view.Ended(TransactionOutcome.RolledBack, ErrorCode.Internal));
        var reply = (await Service.Post("/api/v1/fs/mv", Body)).Refused(409, "ABORTED");
        Assert.Equal(0, reply.Details.GetProperty("step").GetInt32());
        Assert.Equal("INTERNAL", reply.Details.GetProperty("code").GetString());
    }

    [Fact]
    public async Task Move_NotEndedInTime_IsA504WithTheTransaction()
    {
        Service.Transactions.Endings.Enqueue(view => view.In(TransactionPhase.Exec));
        var reply = (await Service.Post("/api/v1/fs/mv?timeout=1.5", Body)).Refused(504, "DEADLINE_EXCEEDED");
        Assert.Equal("mv", reply.Details.GetProperty("operation").GetString());
        Assert.Equal(1.5, reply.Details.GetProperty("timeout").GetDouble());
        Assert.Equal(reply.Headers["X-Transaction-Id"], reply.Details.GetProperty("transaction_id").GetString());
        Assert.Equal(TimeSpan.FromSeconds(1.5), Service.Transactions.Awaited.Single());
    }

    [Theory]
    [InlineData("", 55)]
    [InlineData("?timeout=0", 55)]
    [InlineData("?wait_seconds=100", 125)]
    [InlineData("?wait_seconds=1", 55)]
    public async Task Move_Timeout_CoversTheWaitForLocks(string query, int seconds)
    {
        (await Service.Post("/api/v1/fs/mv" + query, Body)).Ok();
        Assert.Equal(TimeSpan.FromSeconds(seconds), Service.Transactions.Awaited.Single());
    }

    [Theory]
    [InlineData("?wait_seconds=-1")]
    [InlineData("?wait_seconds=3601")]
    [InlineData("?timeout=-1")]
    [InlineData("?timeout=NaN")]
    [InlineData("?timeout=soon")]
    public async Task Move_BadTimes_AreRefused(string query)
    {
        (await Service.Post("/api/v1/fs/mv" + query, Body)).Refused(400, "INVALID_ARGUMENT");
        Assert.Empty(Service.Transactions.Submitted);
    }

    [Fact]
    public async Task Move_WaitSeconds_GoesWithTheCommand()
    {
        (await Service.Post("/api/v1/fs/mv?wait_seconds=0", Body)).Ok();
        Assert.Equal(0, Service.Transactions.Submitted.Single().WaitSeconds);
    }

    [Theory]
    [InlineData("viking://resources/a", "viking://resources/a/b")]
    [InlineData("viking://resources/a", "viking://resources/a")]
    [InlineData("viking://resources", "viking://resources/a")]
    [InlineData("viking://resources/a", "viking://user")]
    [InlineData("viking://user/default", "viking://resources/a")]
    [InlineData("viking://user/bob", "viking://resources/a")]
    [InlineData("viking://resources/a", "viking://user/bob")]
    public async Task Move_IntoItselfOrAScopeOrAHome_IsRefused(string from, string to)
    {
        (await Service.Post("/api/v1/fs/mv", new { from_uri = from, to_uri = to })).Refused(400, "INVALID_ARGUMENT");
        Assert.Empty(Service.Transactions.Submitted);
    }

    [Fact]
    public async Task Move_UnknownField_IsPassedOver() =>
        (await Service.Post("/api/v1/fs/mv",
            new { from_uri = "viking://resources/a", to_uri = "viking://resources/b", telemetry = false })).Ok();

    [Fact]
    public async Task Remove_Committed_CountsIndexRecordsFromBefore()
    {
        Service.Tree.File("viking://resources/a/x.md", "x");
        Service.Index.Row("viking://resources/a", 0);
        Service.Index.Row("viking://resources/a/x.md", 2);
        var result = (await Service.Delete("/api/v1/fs?uri=viking://resources/a&recursive=true")).Ok();
        Assert.Equal(2, result.GetProperty("estimated_deleted_count").GetInt32());
        Assert.Equal("viking://resources", result.GetProperty("semantic_root_uri").GetString());
        Assert.Equal("queued", result.GetProperty("semantic_status").GetString());
        Assert.True(Assert.IsType<RemoveResource>(Service.Transactions.Submitted.Single()).Recursive);
    }

    [Fact]
    public async Task Remove_CountOfTheStep_WinsOverTheGuess()
    {
        Service.Transactions.Endings.Enqueue(view => view with
        {
            Steps = [new StepView(0, "remove-entries", "done", 1, default,
                JsonSerializer.SerializeToElement(new { count = 9 }), null)],
        });
        var result = (await Service.Delete("/api/v1/fs?uri=viking://resources/a")).Ok();
        Assert.Equal(9, result.GetProperty("estimated_deleted_count").GetInt32());
    }

    [Fact]
    public async Task Remove_Wait_ReturnsWhenNothingIsLeftToDo()
    {
        Service.Transactions.LeftAt = (_, n) => n < 2;
        var result = (await Service.Delete("/api/v1/fs?uri=viking://resources/a&wait=true")).Ok();
        Assert.Equal("complete", result.GetProperty("semantic_status").GetString());
    }

    [Fact]
    public async Task Remove_WaitOutlivesItsTimeout_IsA504()
    {
        Service.Transactions.LeftAt = (_, _) => true;
        (await Service.Delete("/api/v1/fs?uri=viking://resources/a&wait=true&timeout=0.05"))
            .Refused(504, "DEADLINE_EXCEEDED");
    }

    [Fact]
    public async Task Remove_Wait_IsNotForOthers()
    {
        Service.Transactions.BacklogAt = _ => new BacklogView(1, 0, 1, 0, TimeSpan.Zero);
        Service.Transactions.LeftAt = (account, _) => account != "default";
        (await Service.Delete("/api/v1/fs?uri=viking://resources/a&wait=true&timeout=20")).Ok();
    }

    [Fact]
    public async Task Remove_OtherUsersSpace_ActsInTheirNameForTheOperator()
    {
        (await Service.Delete("/api/v1/fs?uri=viking://user/bob/x.md")).Ok();
        Assert.Equal("bob", Service.Transactions.Submitted.Single().User);
    }

    [Fact]
    public async Task MakeDirectory_Committed_AnswersTheCanonicalUri()
    {
        var result = (await Service.Post("/api/v1/fs/mkdir", new { uri = "viking://resources/new/" })).Ok();
        Assert.Equal("viking://resources/new", result.GetProperty("uri").GetString());
        Assert.True(Service.Tree.Has("viking://resources/new"));
    }

    [Fact]
    public async Task MakeDirectory_Description_IsHandedOn()
    {
        (await Service.Post(
            "/api/v1/fs/mkdir", new { uri = "viking://resources/new", description = "All about it." })).Ok();
        var command = Assert.IsType<MakeDirectory>(Assert.Single(Service.Transactions.Submitted));
        Assert.Equal("All about it.", command.Description);
    }

    [Fact]
    public async Task MakeDirectory_WhatIsThere_IsAConflictThatNoRetryHelps()
    {
        var details = new Dictionary<string, string> { ["resource"] = "viking://resources/a" };
        Service.Transactions.Endings.Enqueue(view => view.Ended(
            TransactionOutcome.RolledBack, new Reason(ErrorCode.Conflict, "It exists.", details)));
        var reply = (await Service.Post("/api/v1/fs/mkdir", new { uri = "viking://resources/a" }))
            .Refused(409, "CONFLICT");
        Assert.Equal("viking://resources/a", reply.Details.GetProperty("resource").GetString());
        Assert.False(reply.Details.TryGetProperty("retryable", out _));
        Assert.False(reply.Details.TryGetProperty("conflict_type", out _));
    }

    [Fact]
    public async Task MakeDirectory_Home_IsMade() =>
        (await Service.Post("/api/v1/fs/mkdir", new { uri = "viking://user/bob" })).Ok();

    [Fact]
    public async Task MakeDirectory_Scope_IsThereAlready() =>
        (await Service.Post("/api/v1/fs/mkdir", new { uri = "viking://resources" })).Refused(409, "CONFLICT");
}
