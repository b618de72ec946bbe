using System.Text.Json;
using Sagas.Contracts;
using Sagas.DeadLetters;
using Sagas.Host.Tests.Fakes;
using Sagas.Queries;

namespace Sagas.Host.Tests.Http;

/// <summary>Triage with keys: the operator's opens what is everybody's or nobody's, and no data.</summary>
[Collection("metrics")]
public sealed class OperatorKeyTests : ServiceTests
{
    static readonly (string, string) Key = ("X-API-Key", "k-op");

    internal override (string, string)[] Settings =>
        [("Sagas:Http:ApiKeys:0", "k1:acme:ann"), ("Sagas:Http:ApiKeys:1", "k-op:ops:olga:operator")];

    [Fact]
    public async Task Operator_ReplaysAndDiscardsWhatNobodyCanRead_AndSeesTheAudit()
    {
        foreach (var id in new[] { "one", "two" })
        {
            Service.DeadLetters.Add(new DeadLetter
            {
                Id = id,
                FailedAt = DateTimeOffset.UnixEpoch,
                Cause = "fault",
                Reason = "No JSON.",
                MessageType = "MoveResource",
                Bytes = 2,
            });
        }
        Assert.Equal(2, (await Service.Get("/api/v1/dead-letters", Key)).Ok().GetProperty("total").GetInt32());
        (await Service.Get("/api/v1/dead-letters/one", Key)).Ok();
        (await Service.Post("/api/v1/dead-letters/one/replay", new { }, Key)).Ok();
        (await Service.Post("/api/v1/dead-letters/two/discard", new { reason = "A test." }, Key)).Ok();

        var actions = (await Service.Get("/api/v1/dead-letters/actions", Key)).Ok().EnumerateArray().ToList();
        Assert.All(actions, action => Assert.Equal("ops/olga", action.GetProperty("by").GetString()));
        Assert.Equal(4, actions.Count);
    }

    [Fact]
    public async Task Operator_ResolvesASuspendedTransactionOfAnyAccount()
    {
        var view = Views.Committed(Views.NewId(), "mv", "viking://user/ann/x")
            .In(TransactionPhase.Suspended) with
        { Account = "acme", User = "ann" };
        Service.Transactions.Add(view);
        Assert.Equal(1, (await Service.Get("/api/v1/transactions", Key)).Ok().GetProperty("items").GetArrayLength());
        (await Service.Post($"/api/v1/transactions/{view.Id}/resolve", new { reason = "By hand." }, Key)).Ok();
        Assert.Equal("olga", Assert.IsType<ResolveTransaction>(Service.Transactions.Controlled.Single()).By);
    }

    [Fact]
    public async Task Operator_SeesWhatATransactionDoes_AndNotWhatItWrites()
    {
        var arguments = JsonSerializer.SerializeToElement(new { content = "secret" });
        var view = Views.Committed(Views.NewId(), "write", "viking://user/ann/x") with
        {
            Account = "acme",
            User = "ann",
            Steps = [new StepView(0, "write-content", "done", 1, arguments, null, null)],
        };
        Service.Transactions.Add(view);
        foreach (var path in new[] { "transactions?operation=write", $"transactions/{view.Id}", "tasks" })
        {
            var reply = await Service.Get($"/api/v1/{path}", Key);
            Assert.Contains(view.Id.ToString(), reply.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", reply.Text, StringComparison.Ordinal);
        }
        var seen = (await Service.Get($"/api/v1/transactions/{view.Id}", Key)).Ok().GetProperty("steps")[0];
        Assert.Equal("write-content", seen.GetProperty("kind").GetString());
        Assert.Contains(
            "secret", (await Service.Get($"/api/v1/transactions/{view.Id}", ("X-API-Key", "k1"))).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operator_VerifiesLocksAndParkedMessages()
    {
        Service.Transactions.Held.Add(new LockView(
            Views.NewId(), "acme", VikingUriParser.Parse("viking://user/ann/x", "uri"), LockMode.Tree, true, 1, 1,
            FakeTree.At));
        Service.Transactions.BacklogAt = _ => new BacklogView(0, 0, 0, 1, TimeSpan.Zero);
        var found = (await Service.Get("/api/v1/verify?wait=0", Key)).Ok().GetProperty("disagreements");
        Assert.Equal(
            ["stale_lock", "parked_message"],
            found.EnumerateArray().Select(line => line.GetProperty("kind").GetString()));
        Assert.Equal(1, (await Service.Get("/api/v1/locks", Key)).Ok().GetArrayLength());
    }

    [Theory]
    [InlineData("GET", "fs/ls?uri=viking://resources")]
    [InlineData("DELETE", "fs?uri=viking://resources/a")]
    [InlineData("GET", "content/read?uri=viking://user/ann/x.md")]
    [InlineData("POST", "search/find")]
    [InlineData("POST", "resources")]
    [InlineData("GET", "sessions")]
    [InlineData("POST", "sessions/s1/commit")]
    [InlineData("POST", "system/consistency")]
    public async Task Operator_OnDataRoutes_IsRefused(string method, string path)
    {
        Service.Tree.File("viking://user/ann/x.md", "secret", "ops");
        var reply = method switch
        {
            "GET" => await Service.Get($"/api/v1/{path}", Key),
            "DELETE" => await Service.Delete($"/api/v1/{path}", Key),
            _ => await Service.Post($"/api/v1/{path}", new { }, Key),
        };
        reply.Refused(403, "PERMISSION_DENIED");
        Assert.Empty(Service.Transactions.Submitted);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/metrics")]
    [InlineData("/api/v1/system/status")]
    [InlineData("/api/v1/tasks")]
    public async Task Operator_OnRoutesOfTheService_IsLetIn(string path) =>
        Assert.Equal(200, (await Service.Get(path, Key)).Status);

    [Fact]
    public async Task Health_TellsTheRole() => Assert.Equal(
        "root", (await Service.Get("/health", Key)).Json.GetProperty("role").GetString());
}
