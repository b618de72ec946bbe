using System.Globalization;
using System.Runtime.InteropServices;
using Sagas.Consumers.VectorIndex;
using Sagas.Contracts;
using static Sagas.Consumers.Tests.VectorIndex.Sample;

namespace Sagas.Consumers.Tests.VectorIndex;

/// <summary>Search and reading, against a brute-force oracle.</summary>
public abstract class VectorIndexContract(IndexWorld world) : IDisposable
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static IndexQuery Query(params float[] vector) => new() { Account = Account, Vector = vector };

    Task<IReadOnlyList<IndexHit>> Search(IndexQuery query) => world.Index.Search(query, Stop);

    Task ArrangeFour() => Given(
        world,
        Entry("resources/a/near.md", 2, "near", 1, 0) with { ContextType = "memory" },
        Entry("resources/a/mid.md", 2, "mid", 0.8f, 0.6f) with { OwnerSpace = "ann" },
        Entry("resources/ab/far.md", 2, "far", 0, 1) with { OwnerSpace = "bob" },
        Entry("resources/a", 0, "against", -1, 0));

    [Fact]
    public async Task Search_All_RanksByCosineWithTextAndKind()
    {
        await ArrangeFour();
        var hits = await Search(Query(1, 0));
        Assert.Equal(["near", "mid", "far", "against"], hits.Select(hit => hit.Abstract));
        Assert.Equal([1, 0.8, 0, -1], hits.Select(hit => Math.Round(hit.Score, 6)));
        Assert.Equal(new IndexHit(Uri("resources/a/near.md"), 2, "memory", "near", hits[0].Score), hits[0]);
    }

    [Theory]
    [InlineData("resources/a", "near,mid,against")]
    [InlineData("resources/ab", "far")]
    [InlineData("resources/a/near.md", "near")]
    [InlineData("resources", "near,mid,far,against")]
    [InlineData("resources/a/near.md,resources/ab", "near,far")]
    [InlineData("resources/%", "")]
    [InlineData("resources/_", "")]
    public async Task Search_Roots_OnlyAtOrBelowThem(string roots, string expected)
    {
        await ArrangeFour();
        var hits = await Search(Query(1, 0) with { Roots = [.. roots.Split(',').Select(Uri)] });
        Assert.Equal(expected, string.Join(',', hits.Select(hit => hit.Abstract)));
    }

    [Fact]
    public async Task Search_VectorsOfAnotherModel_AreNotCompared()
    {
        await Given(
            world, Entry("resources/a.md", 2, "ours", 0, 1) with { Model = "one" },
            Entry("resources/b.md", 2, "theirs", 1, 0) with { Model = "two" },
            Entry("resources/c.md", 2, "unknown", 1, 0));
        Assert.Equal(
            ["ours"], (await Search(Query(1, 0) with { Model = "one" })).Select(hit => hit.Abstract));
        Assert.Equal(3, (await Search(Query(1, 0))).Count);
    }

    [Fact]
    public async Task Search_Filters_EachNarrows()
    {
        await ArrangeFour();
        async Task<string> Found(IndexQuery query) => string.Join(',', (await Search(query)).Select(h => h.Abstract));
        Assert.Equal("near", await Found(Query(1, 0) with { ContextTypes = ["memory", "skill"] }));
        Assert.Equal("against", await Found(Query(1, 0) with { Levels = [0, 1] }));
        Assert.Equal("near,mid,against", await Found(Query(1, 0) with { OwnerSpace = "ann" }));
        Assert.Equal("near,against", await Found(Query(1, 0) with { OwnerSpace = "" }));
        Assert.Equal("near,mid", await Found(Query(1, 0) with { ScoreMin = 0.5 }));
        Assert.Equal("", await Found(Query(1, 0) with { Account = "other" }));
        Assert.Equal("mid", await Found(
            Query(1, 0) with { OwnerSpace = "ann", ContextTypes = ["resource"], Levels = [2] }));
    }

    [Fact]
    public async Task Search_Times_BothEndsCountAndAMoveIsNoWriting()
    {
        var start = world.Time.GetUtcNow();
        await Given(
            world, Entry("resources/old.md", 2, "old", 1, 0), Entry("resources/kept.md", 2, "kept", 0.8f, 0.6f));
        world.Time.Advance(TimeSpan.FromHours(1));
        var later = world.Time.GetUtcNow();
        await GivenIn(
            world, Account, 2000,
            Entry("resources/old.md", 2, "again", 1, 0), Entry("resources/new.md", 2, "new", 0, 1));
        world.Time.Advance(TimeSpan.FromHours(1));
        await world.Changes.Rekey(
            new RekeyEntries(Account, Uri("resources/kept.md"), Uri("resources/moved.md")), Step(900, 900), Stop);

        async Task<string> Found(IndexQuery query) => string.Join(',', (await Search(query)).Select(h => h.Abstract));
        Assert.Equal("again,new", await Found(Query(1, 0) with { Since = later }));
        Assert.Equal("kept", await Found(Query(1, 0) with { Until = start }));
        Assert.Equal("again,kept,new", await Found(Query(1, 0) with { Since = start, Until = later }));
        Assert.Equal("", await Found(Query(1, 0) with { Since = later.AddMilliseconds(1) }));
        Assert.Equal("new", await Found(Query(1, 0) with { Since = later, Time = IndexTime.Created }));
        Assert.Equal("again,kept", await Found(Query(1, 0) with { Until = start, Time = IndexTime.Created }));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-5, 0)]
    [InlineData(2, 2)]
    [InlineData(int.MaxValue, 4)]
    public async Task Search_Limit_IsKept(int limit, int found)
    {
        await ArrangeFour();
        Assert.Equal(found, (await Search(Query(1, 0) with { Limit = limit })).Count);
    }

    [Fact]
    public async Task Search_SameScore_InOrderOfUriAndLevel()
    {
        await Given(
            world, Entry("resources/c", 1, "c1", 1, 0), Entry("resources/b.md", 2, "b", 1, 0),
            Entry("resources/c", 0, "c0", 1, 0), Entry("resources/a.md", 2, "a", 1, 0));
        var hits = await Search(Query(1, 0) with { Limit = 3 });
        Assert.Equal(["a", "b", "c0"], hits.Select(hit => hit.Abstract));
        // Roots in another order bring the rows in another order; the answer is the same.
        var roots = Query(1, 0) with { Roots = [Uri("resources/c"), Uri("resources/b.md"), Uri("resources/a.md")] };
        Assert.Equal(["a", "b"], (await Search(roots with { Limit = 2 })).Select(hit => hit.Abstract));
    }

    [Fact]
    public async Task Search_OtherDimension_IsLeftOut()
    {
        await Given(world, Entry("resources/a.md", 2, "three", 1, 0, 0), Entry("resources/b.md", 2, "two", 1, 0));
        Assert.Equal("two", Assert.Single(await Search(Query(1, 0))).Abstract);
        Assert.Empty(await Search(Query(1, 0, 0, 0)));
        Assert.Empty(await Search(Query()));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public async Task Search_BrokenVector_ScoresZero(float broken)
    {
        await Given(world, Entry("resources/a.md", 2, "broken", broken, 1), Entry("resources/b.md", 2, "far", 0, -1));
        var hits = await Search(Query(0, 1));
        Assert.Equal([("broken", 0d), ("far", -1d)], hits.Select(hit => (hit.Abstract, hit.Score)));
        Assert.Equal(0, (await Search(Query(broken, 0)))[0].Score);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Search_ManyRandom_AgreesWithBruteForce(int seed)
    {
        var random = new Random(seed);
        float[] Vector()
        {
            var raw = Enumerable.Range(0, 16).Select(_ => random.NextSingle() - 0.5f).ToArray();
            var norm = MathF.Sqrt(raw.Sum(x => x * x));
            return [.. raw.Select(x => x / norm)];
        }
        var entries = Enumerable.Range(0, 400).Select(i => Entry(
            string.Create(CultureInfo.InvariantCulture, $"resources/d{i % 7}/f{i}.md"), i % 3, $"e{i}", Vector()) with
        {
            OwnerSpace = i % 5 == 0 ? "ann" : i % 5 == 1 ? "bob" : "",
            ContextType = i % 2 == 0 ? "resource" : "memory",
        }).ToArray();
        await Given(world, entries);
        var vector = Vector();
        var query = Query(vector) with
        {
            Roots = [Uri("resources/d1"), Uri("resources/d2"), Uri("resources/d3")],
            OwnerSpace = "ann",
            ContextTypes = ["resource"],
            Levels = [0, 2],
            Limit = 12,
            ScoreMin = -0.2,
        };
        var expected = entries
            .Where(e => query.Roots.Any(root => root.Contains(e.Uri)) && e.OwnerSpace is ("" or "ann")
                && e.ContextType == "resource" && e.Level != 1)
            .Select(e => (e.Abstract, Score: MemoryMarshal.Cast<byte, float>(e.Vector).ToArray()
                .Zip(vector, (x, y) => (double)x * y).Sum()))
            .Where(e => e.Score >= -0.2).OrderByDescending(e => e.Score).Take(12).Select(e => e.Abstract);
        var hits = await Search(query);
        Assert.NotEmpty(hits);
        Assert.Equal(expected, hits.Select(hit => hit.Abstract));
    }

    [Fact]
    public async Task Rows_MoreThanAPage_AllOnceInOrder()
    {
        var entries = Enumerable.Range(0, 1203).Select(i => Entry(
            string.Create(CultureInfo.InvariantCulture, $"resources/d/f{i / 2:D4}"), i % 2, $"e{i}", 1, 0)).ToArray();
        await Given(world, [.. entries, Entry("resources/dd/x.md")]);
        var rows = new List<IndexRow>();
        await foreach (var row in world.Index.Rows(Account, Uri("resources/d"), Stop))
            rows.Add(row);
        Assert.Equal(entries.Select(e => e.Abstract), rows.Select(row => row.Abstract));
        Assert.All(rows, row => Assert.Equal(world.Time.GetUtcNow(), row.UpdatedAt));
        Assert.Equal(1203, await world.Index.Count(Account, Uri("resources/d"), Stop));
        Assert.Equal(1204, await world.Index.Count(Account, null, Stop));
    }

    [Fact]
    public async Task Accounts_Several_EachOnce()
    {
        Assert.Empty(await world.Index.Accounts(Stop));
        await GivenIn(world, "b", 1, Entry("resources/x.md"), Entry("resources/y.md"));
        await GivenIn(world, "a", 2, Entry("resources/x.md"));
        Assert.Equal(["a", "b"], await world.Index.Accounts(Stop));
        Assert.Equal(0, await world.Index.Count("c", null, Stop));
    }

    [Fact]
    public async Task Search_StoreIsLost_IsAnError()
    {
        await ArrangeFour();
        world.Lose();
        await Refused(ErrorCode.Unavailable, () => Search(Query(1, 0)));
        await Refused(ErrorCode.Unavailable, () => world.Index.Count(Account, null, Stop));
    }

    public void Dispose()
    {
        world.Dispose();
        GC.SuppressFinalize(this);
    }
}
