using System.Text.Json;
using Sagas.Contracts;
using Sagas.Host.Tests.Fakes;
using Sagas.Queries;

namespace Sagas.Host.Tests.Verification;

public sealed class VerificationTests : ServiceTests
{
    static readonly VikingUri Uri = VikingUriParser.Parse("viking://resources/a", "uri");

    async Task<JsonElement> Verify() => (await Service.Get("/api/v1/verify?wait=0")).Ok();

    async Task<string[]> Kinds() =>
        [.. (await Verify()).GetProperty("disagreements").EnumerateArray()
            .Select(d => d.GetProperty("kind").GetString()!)];

    void FillAgreeing()
    {
        Service.Tree.File("viking://resources/a/f.md", "x");
        Service.Tree.File("viking://resources/a/.abstract.md", "x");
        Service.Tree.File("viking://user/u/sessions/s/messages.jsonl", "x");
        Service.Index.Row("viking://resources/a", 0);
        Service.Index.Row("viking://resources/a/f.md", 2);
    }

    [Fact]
    public async Task Verify_AllAgree_IsOk()
    {
        FillAgreeing();
        var report = await Verify();
        Assert.True(report.GetProperty("ok").GetBoolean());
        Assert.Equal((1, 2), (report.GetProperty("files").GetInt32(), report.GetProperty("entries").GetInt32()));
    }

    [Theory]
    [InlineData("viking://resources/gone.md", 2)]
    [InlineData("viking://resources/gone", 0)]
    [InlineData("viking://resources/a/f.md", 1)]
    public async Task Verify_EntryWithoutItsFile_IsAnOrphan(string uri, int level)
    {
        FillAgreeing();
        Service.Index.Row(uri, level);
        Assert.Equal(["orphan_entry"], await Kinds());
    }

    [Fact]
    public async Task Verify_FileWithoutEntry_IsMissing()
    {
        FillAgreeing();
        Service.Tree.File("viking://resources/b/new.md", "x", "other");
        Assert.Equal(["missing_entry"], await Kinds());
    }

    [Fact]
    public async Task Verify_LockOfAnEndedTransaction_IsStale()
    {
        var ended = Views.Committed(Views.NewId(), "mv");
        var alive = Views.Committed(Views.NewId(), "mv").In(TransactionPhase.Exec);
        Service.Transactions.Add(ended);
        Service.Transactions.Add(alive);
        Service.Transactions.Held.AddRange([Lock(ended.Id), Lock(alive.Id)]);
        var found = (await Verify()).GetProperty("disagreements");
        Assert.Equal(ended.Id.ToString(),
            Assert.Single(found.EnumerateArray()).GetProperty("transaction_id").GetString());

        static LockView Lock(TransactionId id) => new(id, "default", Uri, LockMode.Tree, true, 1, 1, FakeTree.At);
    }

    [Theory]
    [InlineData(true, 0, 1)]
    [InlineData(true, 1, 0)]
    [InlineData(false, 1, 1)]
    public async Task Verify_LeftoverFolder_HasTheBenefitWhileItsPurgeMayCome(bool isKnown, int pending, int found)
    {
        var ended = Views.Committed(Views.NewId(), "mv");
        if (isKnown)
            Service.Transactions.Add(ended);
        Service.Tree.Folders.Add(ended.Id);
        Service.Transactions.BacklogAt = _ => new BacklogView(0, 0, pending, 0, TimeSpan.Zero);
        Assert.Equal(found, (await Kinds()).Length);
    }

    [Fact]
    public async Task Verify_ParkedMessage_IsListed()
    {
        Service.Transactions.BacklogAt = _ => new BacklogView(0, 0, 0, 2, TimeSpan.Zero);
        Assert.Equal(["parked_message"], await Kinds());
    }

    [Fact]
    public async Task Repair_EachKind_IsSetRightByTheServicesOwnCommands()
    {
        FillAgreeing();
        Service.Index.Row("viking://resources/gone", 0);
        Service.Index.Row("viking://resources/gone/x.md", 2);
        Service.Tree.File("viking://resources/a/new.md", "x");
        Service.Tree.File("viking://resources/a/sub/new.md", "x");
        var folder = Views.NewId();
        Service.Tree.Folders.Add(folder);
        (await Service.Post("/api/v1/verify/repair?wait=0", new { })).Ok();
        var removed = Assert.IsType<RemoveResource>(Assert.Single(Service.Transactions.Submitted));
        Assert.Equal(("viking://resources/gone", false), (removed.Uri, removed.Recursive));
        var refreshed = Assert.Single(Service.Transactions.Controlled.OfType<EnqueueSemantic>());
        Assert.Equal(("viking://resources/a", true), (refreshed.Uri.Value, refreshed.Recursive));
        Assert.Equal(new PurgeTransaction(folder),
            Assert.Single(Service.Transactions.Controlled.OfType<PurgeTransaction>()));
    }

    [Theory]
    [InlineData("viking://resources/a/f.md", 1)]
    [InlineData("viking://resources/a", 2)]
    public async Task Repair_EntryOfTheWrongKind_HasItIndexedAsWhatItIs(string uri, int level)
    {
        FillAgreeing();
        Service.Index.Row(uri, level);
        (await Service.Post("/api/v1/verify/repair?wait=0", new { })).Ok();
        Assert.Empty(Service.Transactions.Submitted);
        Assert.True(Service.Tree.Has("viking://resources/a/f.md"));
        var indexed = Assert.Single(Service.Transactions.Controlled.OfType<EnqueueSemantic>());
        Assert.Equal((uri, true), (indexed.Uri.Value, indexed.Recursive));
    }

    [Fact]
    public async Task Verify_EntryOfAnotherModel_IsListedAndEmbeddedAnew()
    {
        FillAgreeing();
        Service.Tree.File("viking://resources/b/g.md", "x");
        Service.Index.Row("viking://resources/b", 0, model: "of before");
        Service.Index.Row("viking://resources/b/g.md", 2, model: "of before");
        Assert.Equal(["other_model", "other_model"], await Kinds());
        (await Service.Post("/api/v1/verify/repair?wait=0", new { })).Ok();
        var indexed = Assert.Single(Service.Transactions.Controlled.OfType<EnqueueSemantic>());
        Assert.Equal(("viking://resources/b", true), (indexed.Uri.Value, indexed.Recursive));
    }
}
