using System.Net.Http.Json;
using System.Text.Json;
using Sagas.Contracts;
using Sagas.Host.Tests.Cli;
using Sagas.Host.Tests.Fakes;
using Sagas.Queries;

namespace Sagas.Host.Tests.Http.SessionCommit;

public sealed class CommitTests : ServiceTests
{
    const string Session = "viking://user/default/sessions/s1";

    void ArchiveSays(ArchivedMessages archived) => Service.Transactions.Endings.Enqueue(view => view with
    {
        Steps =
        [
            new StepView(
                0, "archive-messages", "done", 1, JsonSerializer.SerializeToElement(new { }),
                WireJson.ToElement(archived), null),
        ],
    });

    TransactionView Known(string phase, string outcome = TransactionOutcome.Committed, Reason? reason = null)
    {
        var view = Views.Committed(Views.NewId(), "session_commit", Session) with
        {
            Outcome = outcome,
            Commit = new SessionCommitView
            {
                Phase = phase,
                Archive = $"{Session}/history/archive_002",
                Messages = 7,
                Attempt = 3,
                NextAt = phase == SessionCommitPhase.Resting ? FakeTree.At.AddMinutes(5) : null,
                Extracted = phase == SessionCommitPhase.Completed
                    ? new Dictionary<string, int> { ["facts"] = 2, ["tasks"] = 1 }
                    : null,
                Usage = new TokenUsage(70, 20, 90, CachedTokens: 8, ReasoningTokens: 3),
                Reason = reason,
                UpdatedAt = FakeTree.At.AddMinutes(1),
            },
        };
        Service.Transactions.Add(view);
        return view;
    }

    [Fact]
    public async Task Commit_SomethingIsArchived_AnswersTheTaskAndTheArchive()
    {
        ArchiveSays(new ArchivedMessages(2, 7, 100, "00", 25, null, null));

        var result = (await Service.Post("/api/v1/sessions/s1/commit", new { keep_recent_count = 3, extra = 1 })).Ok();

        var command = Assert.IsType<CommitSession>(Service.Transactions.Submitted.Single());
        Assert.Equal(("s1", 3), (command.SessionId, command.KeepRecentCount));
        Assert.Equal("accepted", result.GetProperty("status").GetString());
        Assert.Equal("s1", result.GetProperty("session_id").GetString());
        Assert.Equal($"{Session}/history/archive_002", result.GetProperty("archive_uri").GetString());
        Assert.True(result.GetProperty("archived").GetBoolean());
        Assert.Equal(command.TransactionId.ToString(), result.GetProperty("task_id").GetString());
        Assert.Equal(command.TransactionId.ToString(), result.GetProperty("trace_id").GetString());
        Assert.False(result.GetProperty("budget_exceeded").GetBoolean());
        Assert.Equal(0, result.GetProperty("estimated_active_tokens").GetInt64());
    }

    [Theory]
    [InlineData(ArchivedMessages.NoMessages)]
    [InlineData(ArchivedMessages.AllWithinKeepWindow)]
    public async Task Commit_NothingIsArchived_AnswersSkipped(string reason)
    {
        ArchiveSays(new ArchivedMessages(0, 0, 0, "", 0, null, reason));

        var result = (await Service.Post("/api/v1/sessions/s1/commit", new { })).Ok();

        Assert.Equal("skipped", result.GetProperty("status").GetString());
        Assert.Equal(reason, result.GetProperty("reason").GetString());
        Assert.False(result.GetProperty("archived").GetBoolean());
        Assert.Equal(JsonValueKind.Null, result.GetProperty("task_id").ValueKind);
        Assert.Equal(JsonValueKind.Null, result.GetProperty("archive_uri").ValueKind);
    }

    [Fact]
    public async Task Commit_WithoutABody_KeepsNothing()
    {
        ArchiveSays(new ArchivedMessages(2, 7, 100, "00", 25, null, null));

        (await Service.Post("/api/v1/sessions/s1/commit", new ByteArrayContent([]))).Ok();

        Assert.Equal(0, ((CommitSession)Service.Transactions.Submitted.Single()).KeepRecentCount);
    }

    [Theory]
    [InlineData("s1", """{"keep_recent_count":-1}""")]
    [InlineData("s1", """{"keep_recent_count":10001}""")]
    [InlineData("s1", """{"keep_recent_count":"many"}""")]
    [InlineData("s1", """{"retention_mode":"sometimes"}""")]
    [InlineData("s1", "[1]")]
    [InlineData("a%2Fb", "{}")]
    [InlineData(".hidden", "{}")]
    public async Task Commit_WhatCannotBe_IsRefused(string session, string body)
    {
        var content = JsonContent.Create(JsonDocument.Parse(body).RootElement);

        (await Service.Post($"/api/v1/sessions/{session}/commit", content)).Refused(400, "INVALID_ARGUMENT");

        Assert.Empty(Service.Transactions.Submitted);
    }

    [Fact]
    public async Task Commit_ATurnBudget_IsNotImplemented() =>
        (await Service.Post("/api/v1/sessions/s1/commit", new { retention_mode = "turn_budget" }))
            .Refused(501, "UNIMPLEMENTED");

    [Fact]
    public async Task Commit_AnUnknownSession_IsNotFound()
    {
        Service.Transactions.Endings.Enqueue(view => view.Ended(TransactionOutcome.RolledBack, ErrorCode.NotFound));

        var refused = (await Service.Post("/api/v1/sessions/s1/commit", new { })).Refused(404, "NOT_FOUND");

        Assert.Equal("session", refused.Details.GetProperty("type").GetString());
        Assert.Equal("s1", refused.Details.GetProperty("resource").GetString());
    }

    [Fact]
    public async Task Commit_TheSessionIsBusy_IsAConflict()
    {
        Service.Transactions.Endings.Enqueue(view => view.Ended(TransactionOutcome.Busy, ErrorCode.Conflict));

        (await Service.Post("/api/v1/sessions/s1/commit", new { })).Refused(409, "CONFLICT");
    }

    [Theory]
    [InlineData(SessionCommitPhase.Archiving, "running", null)]
    [InlineData(SessionCommitPhase.Archived, "running", "queued")]
    [InlineData(SessionCommitPhase.Extracting, "running", "parsing")]
    [InlineData(SessionCommitPhase.Resting, "running", "parsing")]
    [InlineData(SessionCommitPhase.Writing, "running", "finalizing")]
    [InlineData(SessionCommitPhase.Completed, "completed", null)]
    [InlineData(SessionCommitPhase.Skipped, "completed", null)]
    [InlineData(SessionCommitPhase.ExtractionFailed, "failed", null)]
    [InlineData(SessionCommitPhase.Cancelled, "cancelled", null)]
    public async Task Task_OfACommit_GoesOnWhereItsTransactionEnds(string phase, string status, string? stage)
    {
        var view = Known(phase, reason: new Reason(ErrorCode.Unavailable, "Away."));

        var task = (await Service.Get($"/api/v1/tasks/{view.Id}")).Ok();

        Assert.Equal(status, task.GetProperty("status").GetString());
        Assert.Equal(stage, task.GetProperty("stage").GetString());
        Assert.Equal("session_commit", task.GetProperty("task_type").GetString());
        Assert.Equal("s1", task.GetProperty("resource_id").GetString());
        Assert.Equal(phase, task.GetProperty("meta").GetProperty("phase").GetString());
        Assert.Equal("3", task.GetProperty("meta").GetProperty("attempt").GetString());
        Assert.Equal(
            status is "failed" or "cancelled" ? "UNAVAILABLE: Away." : null, task.GetProperty("error").GetString());
        Assert.Equal(status != "completed", task.GetProperty("result").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task Task_OfACompletedCommit_HasItsMemories()
    {
        var view = Known(SessionCommitPhase.Completed);

        var result = (await Service.Get($"/api/v1/tasks/{view.Id}")).Ok().GetProperty("result");

        Assert.Equal("s1", result.GetProperty("session_id").GetString());
        Assert.Equal($"{Session}/history/archive_002", result.GetProperty("archive_uri").GetString());
        Assert.Equal(2, result.GetProperty("memories_extracted").GetProperty("facts").GetInt32());
        Assert.Equal(3, result.GetProperty("memories_extracted").GetProperty("total").GetInt32());
        Assert.Equal(
            """
            {"llm":{"prompt_tokens":70,"completion_tokens":20,"total_tokens":90,"cached_tokens":8,"reasoning_tokens":3},
            "embedding":{"total_tokens":0},"total":{"total_tokens":90}}
            """.ReplaceLineEndings(""),
            result.GetProperty("token_usage").GetRawText());
        Assert.Equal(
            $"{Session}/history/archive_002/memory_diff.json", result.GetProperty("memory_diff_uri").GetString());
    }

    [Fact]
    public async Task Task_OfACommitThatArchivedNothing_HasFailed()
    {
        var view = Known(SessionCommitPhase.Failed, TransactionOutcome.RolledBack, new Reason("NOT_FOUND", "No."));

        var task = (await Service.Get($"/api/v1/tasks/{view.Id}")).Ok();

        Assert.Equal("failed", task.GetProperty("status").GetString());
    }

    [Theory]
    [InlineData("tasks", SessionCommitPhase.Archived)]
    [InlineData("tasks", SessionCommitPhase.Extracting)]
    [InlineData("tasks", SessionCommitPhase.Resting)]
    [InlineData("transactions", SessionCommitPhase.Resting)]
    public async Task Cancel_ACommitThatWaits_IsHandedToIt(string kind, string phase)
    {
        var view = Known(phase);

        (await Service.Post($"/api/v1/{kind}/{view.Id}/cancel", new { })).Ok();

        Assert.Equal(new CancelTransaction(view.Id, "default"), Service.Transactions.ControlledCommits.Single());
        Assert.Empty(Service.Transactions.Controlled);
    }

    [Theory]
    [InlineData("tasks", SessionCommitPhase.Writing)]
    [InlineData("tasks", SessionCommitPhase.Completed)]
    [InlineData("transactions", SessionCommitPhase.ExtractionFailed)]
    public async Task Cancel_TooLate_IsAFailedPrecondition(string kind, string phase) =>
        (await Service.Post($"/api/v1/{kind}/{Known(phase).Id}/cancel", new { })).Refused(412, "FAILED_PRECONDITION");

    [Theory]
    [InlineData(SessionCommitPhase.Resting)]
    [InlineData(SessionCommitPhase.ExtractionFailed)]
    public async Task Retry_OfAnExtraction_IsHandedToIt(string phase)
    {
        var view = Known(phase);

        (await Service.Post($"/api/v1/transactions/{view.Id}/retry", new { })).Ok();

        Assert.Equal(new RetryTransaction(view.Id, "default"), Service.Transactions.ControlledCommits.Single());
    }

    [Fact]
    public async Task Retry_OfACompletedCommit_IsAFailedPrecondition() =>
        (await Service.Post($"/api/v1/transactions/{Known(SessionCommitPhase.Completed).Id}/retry", new { }))
            .Refused(412, "FAILED_PRECONDITION");

    [Fact]
    public async Task Cli_Commit_SaysWhatWasArchived()
    {
        ArchiveSays(new ArchivedMessages(2, 7, 100, "00", 25, null, null));

        var run = await CliRun.Of("session", "commit", "s1", "--keep", "2", "--url", Service.Url);

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.StartsWith(
            $"archived 7 messages as {Session}/history/archive_002, task ", run.Out, StringComparison.Ordinal);
        Assert.Equal(2, ((CommitSession)Service.Transactions.Submitted.Single()).KeepRecentCount);
    }

    [Fact]
    public async Task Cli_CommitForTheMemories_FollowsTheTask()
    {
        var completed = Known(SessionCommitPhase.Completed).Commit;
        Service.Transactions.Endings.Enqueue(view => view with
        {
            Commit = completed,
            Steps =
            [
                new StepView(0, "archive-messages", "done", 1, JsonSerializer.SerializeToElement(new { }),
                    WireJson.ToElement(new ArchivedMessages(2, 7, 100, "00", 25, null, null)), null),
            ],
        });

        var run = await CliRun.Of("session", "commit", "s1", "--memories", "--url", Service.Url);

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.EndsWith("memories: 2 facts, 1 tasks\n", run.Out, StringComparison.Ordinal);
        Assert.Contains("completed, attempt 3", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cli_CommitOfNothing_SaysSo()
    {
        ArchiveSays(new ArchivedMessages(0, 0, 0, "", 0, null, "no_messages"));

        var run = await CliRun.Of("session", "commit", "s1", "--memories", "--url", Service.Url);

        Assert.Equal((0, "nothing to archive: no_messages\n"), (run.Exit, run.Out));
    }

    [Fact]
    public async Task Cli_Show_TellsWhereTheCommitIs()
    {
        var view = Known(SessionCommitPhase.Resting, reason: new Reason(ErrorCode.Unavailable, "Away."));

        var run = await CliRun.Of("tx", "show", view.Id.ToString(), "--url", Service.Url);

        Assert.Equal(0, run.Exit);
        foreach (var part in new[] { "resting", "archive_002, 7 messages", "UNAVAILABLE: Away.", "next attempt" })
            Assert.Contains(part, run.Out, StringComparison.Ordinal);
    }
}
