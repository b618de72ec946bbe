using System.Text.Json;
using Sagas.Contracts;
using Sagas.Host.Tests.Fakes;
using Sagas.Queries;

namespace Sagas.Host.Tests.Http;

public sealed class TransactionTests : ServiceTests
{
    TransactionView Known(string phase = TransactionPhase.Exec, string operation = "mv")
    {
        var view = Views.Committed(Views.NewId(), operation, "viking://resources/a", "viking://resources/b");
        if (phase != TransactionPhase.Released)
            view = view.In(phase);
        Service.Transactions.Add(view);
        return view;
    }

    [Fact]
    public async Task Get_Known_HasPhaseJournalAndUris()
    {
        var view = Known();
        var result = (await Service.Get($"/api/v1/transactions/{view.Id}")).Ok();
        Assert.Equal("EXEC", result.GetProperty("phase").GetString());
        Assert.Equal("done", result.GetProperty("steps")[0].GetProperty("status").GetString());
        Assert.Equal(JsonValueKind.Object, result.GetProperty("steps")[0].GetProperty("arguments").ValueKind);
        Assert.Equal(2, result.GetProperty("uris").GetArrayLength());
        Assert.Equal(7, result.GetProperty("fencing_token").GetInt64());
    }

    [Theory]
    [InlineData("/api/v1/transactions/not-an-id")]
    [InlineData("/api/v1/transactions/0197f000-0000-7000-8000-000000000000")]
    [InlineData("/api/v1/tasks/0197f000-0000-7000-8000-000000000000")]
    public async Task Get_Unknown_IsNotFound(string route) => (await Service.Get(route)).Refused(404, "NOT_FOUND");

    [Fact]
    public async Task List_ByPhase_TakesAnyCase()
    {
        Known();
        Known(TransactionPhase.Released);
        var result = (await Service.Get("/api/v1/transactions?phase=exec")).Ok();
        Assert.Equal(1, result.GetProperty("items").GetArrayLength());
        Assert.True(result.TryGetProperty("next_cursor", out _));
    }

    [Theory]
    [InlineData("phase=DOING")]
    [InlineData("outcome=fine")]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    public async Task List_BadFilter_IsRefused(string query) =>
        (await Service.Get("/api/v1/transactions?" + query)).Refused(400, "INVALID_ARGUMENT");

    [Fact]
    public async Task Cancel_Running_IsHandedIn()
    {
        var view = Known();
        (await Service.Post($"/api/v1/transactions/{view.Id}/cancel", new { })).Ok();
        Assert.Equal(new CancelTransaction(view.Id, "default"), Service.Transactions.Controlled.Single());
    }

    [Fact]
    public async Task RetryAndResolve_Suspended_AreHandedIn()
    {
        var view = Known(TransactionPhase.Suspended);
        (await Service.Post($"/api/v1/transactions/{view.Id}/retry", new { })).Ok();
        (await Service.Post($"/api/v1/transactions/{view.Id}/resolve", new { reason = "by hand" })).Ok();
        Assert.Equal(
            [new RetryTransaction(view.Id, "default"), new ResolveTransaction(view.Id, "default", "by hand")],
            Service.Transactions.Controlled);
    }

    [Fact]
    public async Task Retry_RollingBack_IsHandedIn()
    {
        var view = Known(TransactionPhase.RollingBack);
        (await Service.Post($"/api/v1/transactions/{view.Id}/retry", new { })).Ok();
        Assert.Equal(new RetryTransaction(view.Id, "default"), Service.Transactions.Controlled.Single());
    }

    [Theory]
    [InlineData(TransactionPhase.Released, "cancel", 412)]
    [InlineData(TransactionPhase.RollingBack, "cancel", 412)]
    [InlineData(TransactionPhase.Exec, "retry", 412)]
    [InlineData(TransactionPhase.Exec, "resolve", 412)]
    [InlineData(TransactionPhase.RollingBack, "resolve", 412)]
    public async Task Control_InAnotherPhase_IsAFailedPrecondition(string phase, string action, int status)
    {
        var view = Known(phase);
        (await Service.Post($"/api/v1/transactions/{view.Id}/{action}", new { reason = "x" }))
            .Refused(status, "FAILED_PRECONDITION");
        Assert.Empty(Service.Transactions.Controlled);
    }

    [Fact]
    public async Task Resolve_WithoutReason_IsRefused()
    {
        var view = Known(TransactionPhase.Suspended);
        (await Service.Post($"/api/v1/transactions/{view.Id}/resolve", new { reason = " " }))
            .Refused(400, "INVALID_ARGUMENT");
    }

    [Fact]
    public async Task Locks_Held_AreListed()
    {
        var id = Views.NewId();
        Service.Transactions.Held.Add(new LockView(
            id, "default", VikingUriParser.Parse("viking://resources/a",
                "uri"), LockMode.Tree, true, 1, 42, FakeTree.At));
        var held = (await Service.Get("/api/v1/locks")).Ok()[0];
        Assert.Equal(("Tree", 42),
            (held.GetProperty("mode").GetString(), held.GetProperty("fencing_token").GetInt64()));
        Assert.Equal(id.ToString(), held.GetProperty("transaction_id").GetString());
    }

    [Theory]
    [InlineData(TransactionPhase.Acquire, "pending", "queued")]
    [InlineData(TransactionPhase.Exec, "running", "finalizing")]
    [InlineData(TransactionPhase.Suspended, "running", "finalizing")]
    [InlineData(TransactionPhase.Released, "completed", null)]
    public async Task Task_OfAPhase_HasUpstreamsStatus(string phase, string status, string? stage)
    {
        var view = Known(phase, "add_resource");
        var task = (await Service.Get($"/api/v1/tasks/{view.Id}")).Ok();
        Assert.Equal((status, stage), (task.GetProperty("status").GetString(), task.GetProperty("stage").GetString()));
        Assert.Equal("add_resource", task.GetProperty("task_type").GetString());
        Assert.Equal(FakeTree.At.ToUnixTimeSeconds(), task.GetProperty("created_at").GetDouble());
    }

    [Theory]
    [InlineData(TransactionOutcome.RolledBack, "failed")]
    [InlineData(TransactionOutcome.Cancelled, "cancelled")]
    public async Task Task_NotCommitted_HasItsError(string outcome, string status)
    {
        var view = Known(TransactionPhase.Released).Ended(outcome, ErrorCode.Internal, "Broke.");
        Service.Transactions.Add(view);
        var task = (await Service.Get($"/api/v1/tasks/{view.Id}")).Ok();
        Assert.Equal(status, task.GetProperty("status").GetString());
        Assert.Equal("INTERNAL: Broke.", task.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Tasks_List_IsFilteredByStatus()
    {
        Known(TransactionPhase.Released, "add_resource");
        Known(TransactionPhase.Exec, "add_resource");
        var tasks = (await Service.Get("/api/v1/tasks?task_type=add_resource&status=running")).Ok();
        Assert.Equal(1, tasks.GetArrayLength());
        Assert.Equal(0, (await Service.Get("/api/v1/tasks?limit=0")).Ok().GetArrayLength());
        (await Service.Get("/api/v1/tasks?limit=201")).Refused(400, "INVALID_ARGUMENT");
    }

    [Fact]
    public async Task Task_Cancel_IsHandedIn()
    {
        var running = Known();
        Assert.Equal("cancelling",
            (await Service.Post($"/api/v1/tasks/{running.Id}/cancel", new { })).Ok().GetProperty("status").GetString());
        Assert.Equal(new CancelTransaction(running.Id, "default"), Service.Transactions.Controlled.Single());
    }

    [Theory]
    [InlineData(TransactionPhase.Committed)]
    [InlineData(TransactionPhase.RollingBack)]
    [InlineData(TransactionPhase.Suspended)]
    [InlineData(TransactionPhase.Released)]
    public async Task Task_CancelTooLate_IsAFailedPrecondition(string phase)
    {
        (await Service.Post($"/api/v1/tasks/{Known(phase).Id}/cancel", new { })).Refused(412, "FAILED_PRECONDITION");
        Assert.Empty(Service.Transactions.Controlled);
    }
}
