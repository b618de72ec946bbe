using Sagas.Host.Tests.Fakes;

namespace Sagas.Host.Tests.Http;

public sealed class AccessTests : ServiceTests
{
    internal override (string, string)[] Settings =>
        [("Sagas:Http:ApiKeys:0", "k1:acme:ann"), ("Sagas:Http:ApiKeys:1", "k2:acme:bob")];

    const string Status = "/api/v1/system/status";

    [Theory]
    [InlineData("X-API-Key", "k1")]
    [InlineData("Authorization", "Bearer k1")]
    public async Task Key_InEitherHeader_NamesTheCaller(string header, string value) =>
        Assert.Equal("ann", (await Service.Get(Status, (header, value))).Ok().GetProperty("user").GetString());

    [Fact]
    public async Task Key_Valid_MayComeFromAnywhere() =>
        (await Service.Get(Status, ("X-API-Key", "k1"), ("Host", "sagas.example"), ("Origin", "https://a.example")))
            .Ok();

    [Fact]
    public async Task Key_InBothHeaders_TheKeyHeaderWins()
    {
        var reply = await Service.Get(Status, ("X-API-Key", "k2"), ("Authorization", "Bearer k1"));
        Assert.Equal("bob", reply.Ok().GetProperty("user").GetString());
    }

    [Theory]
    [InlineData("X-API-Key", "k3")]
    [InlineData("Authorization", "Basic k1")]
    [InlineData("X-Other", "k1")]
    public async Task Key_MissingOrUnknown_IsUnauthenticated(string header, string value) =>
        (await Service.Get(Status, (header, value))).Refused(401, "UNAUTHENTICATED");

    [Fact]
    public async Task AccountHeaders_WithAKey_ArePassedOver()
    {
        (await Service.Post("/api/v1/fs/mkdir", new { uri = "viking://resources/x" }, ("X-API-Key", "k1"),
            ("X-OpenViking-Account", "other"))).Ok();
        Assert.Equal("acme", Service.Transactions.Submitted.Single().Account);
    }

    [Fact]
    public async Task OtherUsersSpace_IsRefused()
    {
        (await Service.Get("/api/v1/fs/ls?uri=viking://user/bob", ("X-API-Key", "k1")))
            .Refused(400, "INVALID_ARGUMENT");
        (await Service.Delete("/api/v1/fs?uri=viking://user/bob/x", ("X-API-Key", "k1")))
            .Refused(400, "INVALID_ARGUMENT");
        Assert.Empty(Service.Transactions.Submitted);
    }

    [Fact]
    public async Task Listing_OfAllUsers_ShowsOnlyTheCallers()
    {
        Service.Tree.File("viking://user/ann/x.md", "x", "acme");
        Service.Tree.File("viking://user/bob/y.md", "y", "acme");
        var tree = (await Service.Get("/api/v1/fs/tree?uri=viking://user&simple=true", ("X-API-Key", "k1"))).Ok();
        Assert.Equal(["viking://user/ann", "viking://user/ann/x.md"],
            tree.EnumerateArray().Select(e => e.GetString()!));
    }

    [Fact]
    public async Task Home_IsTheCallersOwnSpace()
    {
        Service.Tree.File("viking://user/ann/x.md", "mine", "acme");
        var text = (await Service.Get("/api/v1/content/read?uri=viking://~/x.md", ("X-API-Key", "k1"))).Ok();
        Assert.Equal("mine", text.GetString());
    }

    [Fact]
    public async Task Transactions_OfOthers_AreUnknown()
    {
        var view = Views.Committed(Views.NewId(), "mv", "viking://user/bob/x") with { Account = "acme", User = "bob" };
        Service.Transactions.Add(view);
        (await Service.Get($"/api/v1/transactions/{view.Id}", ("X-API-Key", "k1"))).Refused(404, "NOT_FOUND");
        Assert.Equal(0,
            (await Service.Get("/api/v1/transactions", ("X-API-Key", "k1"))).Ok().GetProperty("items")
            .GetArrayLength());
        (await Service.Get($"/api/v1/transactions/{view.Id}", ("X-API-Key", "k2"))).Ok();
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/ready")]
    [InlineData("/openapi/v1.json")]
    public async Task OpenRoutes_NeedNoKey(string route) => Assert.Equal(200, (await Service.Get(route)).Status);

    [Fact]
    public async Task Find_WithoutTarget_StaysInTheCallersSpaces()
    {
        (await Service.Post("/api/v1/search/find", new { query = "x" }, ("X-API-Key", "k1"))).Ok();
        var query = Service.Index.LastQuery!;
        Assert.Equal(("acme", "ann"), (query.Account, query.OwnerSpace));
        Assert.Equal(["viking://user/ann", "viking://resources"], query.Roots.Select(r => r.Value));
    }
}
