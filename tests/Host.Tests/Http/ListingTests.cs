using System.Text.Json;
using Sagas.Contracts;
using Sagas.Host.Tests.Cli;
using Sagas.Host.Tests.Fakes;
using Sagas.Queries;

namespace Sagas.Host.Tests.Http;

/// <summary>Lists hold what their caller may see and asked for, however much else there is.</summary>
public sealed class ListingTests : ServiceTests
{
    static readonly (string, string) Alice = ("X-API-Key", "ka");

    internal override (string, string)[] Settings =>
        [("Sagas:Http:ApiKeys:0", "ka:default:alice"), ("Sagas:Http:ApiKeys:1", "kb:default:bob")];

    int _second;

    TransactionView Add(string user, string outcome = TransactionOutcome.Committed)
    {
        var view = Views.Committed(Views.NewId(), "mv", "viking://resources/a") with
        {
            User = user,
            Outcome = outcome,
            CreatedAt = FakeTree.At.AddSeconds(++_second),
        };
        Service.Transactions.Add(view);
        return view;
    }

    static List<string> Ids(JsonElement items, string name = "id") =>
        [.. items.EnumerateArray().Select(item => item.GetProperty(name).GetString()!)];

    [Fact]
    public async Task List_BehindManyOfAnotherUser_HasTheCallersOwn()
    {
        string[] own = [Add("alice").Id.ToString(), Add("alice").Id.ToString()];
        for (var i = 0; i < 60; i++)
            Add("bob");

        var page = (await Service.Get("/api/v1/transactions", Alice)).Ok();

        Assert.Equal(own.Reverse(), Ids(page.GetProperty("items")));
        Assert.Equal(JsonValueKind.Null, page.GetProperty("next_cursor").ValueKind);
        Assert.Equal(own.Reverse(), Ids((await Service.Get("/api/v1/tasks", Alice)).Ok(), "task_id"));
    }

    [Fact]
    public async Task Tasks_OfAStatusBehindManyOthers_AreFound()
    {
        var failed = Add("alice", TransactionOutcome.RolledBack);
        for (var i = 0; i < 210; i++)
            Add("alice");

        Assert.Equal(
            [failed.Id.ToString()], Ids((await Service.Get("/api/v1/tasks?status=failed", Alice)).Ok(), "task_id"));
        Assert.Empty(Ids((await Service.Get("/api/v1/tasks?status=cancelling", Alice)).Ok(), "task_id"));
        (await Service.Get("/api/v1/tasks?status=fialed", Alice)).Refused(400, "INVALID_ARGUMENT");
    }

    [Fact]
    public async Task Tasks_OfAResource_AreThatOnesAlone()
    {
        var docs = Add("alice");
        Service.Transactions.Add(docs with { Uris = ["viking://resources/docs"] });
        Service.Transactions.Add(Add("alice") with { Uris = ["viking://resources/docs2"] });

        Assert.Equal([docs.Id.ToString()], Ids(
            (await Service.Get("/api/v1/tasks?resource_id=viking://resources/docs", Alice)).Ok(), "task_id"));
        Assert.Equal(2, (await Service.Get("/api/v1/tasks?resource_id=", Alice)).Ok().GetArrayLength());
    }

    [Theory]
    [InlineData("50")]
    [InlineData("nonsense")]
    public async Task List_CursorThatIsNone_IsRefused(string cursor)
    {
        var refused = await Service.Get($"/api/v1/transactions?cursor={cursor}", Alice);
        Assert.Contains("cursor", refused.Refused(400, "INVALID_ARGUMENT").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_TransactionsArriveBetweenPages_EachIsSeenOnce()
    {
        var before = Enumerable.Range(0, 20).Select(_ => Add("alice").Id.ToString()).Reverse().ToList();
        var seen = new List<string>();
        for (var cursor = ""; ;)
        {
            var page = (await Service.Get($"/api/v1/transactions?limit=6&cursor={cursor}", Alice)).Ok();
            seen.AddRange(Ids(page.GetProperty("items")));
            if (page.GetProperty("next_cursor").GetString() is not { } next)
                break;
            cursor = next;
            Add("alice");
            Add("bob");
        }
        Assert.Equal(before, seen);
    }

    [Fact]
    public async Task TxList_MoreThanAPage_SaysHowToGoOn()
    {
        var ids = Enumerable.Range(0, 3).Select(_ => Add("alice").Id.ToString()).Reverse().ToList();
        string[] list = ["tx", "list", "--limit", "2", "--url", Service.Url, "--api-key", "ka"];

        var first = await CliRun.Of(list);

        Assert.Equal(ids[..2], first.Out.Split('\n')[..^1].Select(line => line.Split('\t')[0]));
        Assert.StartsWith("there are more: --cursor ", first.Error, StringComparison.Ordinal);
        var rest = await CliRun.Of([.. list, "--cursor", first.Error.Trim().Split(' ')[^1]]);
        Assert.Equal((0, ""), (rest.Exit, rest.Error));
        Assert.Equal(ids[2], rest.Out.Split('\t')[0]);
    }
}
