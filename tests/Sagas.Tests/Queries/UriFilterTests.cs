using Sagas.Queries;

namespace Sagas.Tests.Queries;

/// <summary>Transactions are found by what their URIs say, whatever letters they are written in.</summary>
public sealed class UriFilterTests : QueriesTest
{
    async Task<IEnumerable<string>> Found(TransactionFilter filter) =>
        (await Queries.List(filter, Stop)).Items.Select(view => view.Uris[^1]);

    Task Store(params string[] uris) => Store([.. uris.Select((uri, i) =>
    {
        var row = Row(i + 1);
        row.Uris = ["viking://resources/from", uri];
        return (object)row;
    })]);

    [Theory]
    [InlineData("日本")]
    [InlineData("tom's")]
    [InlineData("caf\u00e9")]
    [InlineData("a+b & c")]
    [InlineData("\ud83d\ude00")]
    [InlineData("100%_")]
    [InlineData("back\\slash")]
    public async Task List_ByAPart_FindsIt(string part)
    {
        await Store($"viking://resources/{part}/x.md", "viking://resources/other");

        Assert.Equal([$"viking://resources/{part}/x.md"], await Found(new TransactionFilter(Uri: part)));
        Assert.Equal(
            [$"viking://resources/{part}/x.md"],
            await Found(new TransactionFilter { Resource = $"viking://resources/{part}/x.md" }));
    }

    [Fact]
    public async Task List_ByAResource_IsThatResourcesAlone()
    {
        await Store(
            "viking://resources/docs", "viking://resources/docs2", "viking://resources/Docs",
            "viking://resources/docs/a");

        Assert.Equal(
            ["viking://resources/docs"],
            await Found(new TransactionFilter { Resource = "viking://resources/docs" }));
        Assert.Empty(await Found(new TransactionFilter { Resource = "docs" }));
        Assert.Equal(4, (await Found(new TransactionFilter { Resource = "viking://resources/from" })).Count());
    }

    [Fact]
    public async Task List_ByTheIdOfASession_IsThatSessions()
    {
        await Store(
            "viking://user/alice/sessions/s1", "viking://user/alice/sessions/s12", "viking://user/bob/sessions/s1",
            "viking://resources/s1");

        Assert.Equal(
            ["viking://user/alice/sessions/s1", "viking://user/bob/sessions/s1"],
            (await Found(new TransactionFilter { Resource = "s1" })).Order());
    }
}
