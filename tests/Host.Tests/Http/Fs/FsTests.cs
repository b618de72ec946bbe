using Sagas.Contracts;
using Sagas.Host.Tests.Fakes;
using Sagas.Queries;

namespace Sagas.Host.Tests.Http.Fs;

public sealed class FsTests : ServiceTests
{
    const string Ls = "/api/v1/fs/ls";
    const string Tree = "/api/v1/fs/tree";

    void Fill()
    {
        Service.Tree.File("viking://resources/a/.abstract.md", "All about a");
        Service.Tree.File("viking://resources/a/one.md", "1");
        Service.Tree.File("viking://resources/a/sub/two.md", "22");
        Service.Tree.File("viking://resources/b.md", "333", at: FakeTree.At.AddDays(1));
    }

    [Fact]
    public async Task List_Original_HasTheFieldsOfSdks()
    {
        Fill();
        var entries = (await Service.Get($"{Ls}?uri=viking://resources&output=original")).Ok();
        Assert.Equal(2, entries.GetArrayLength());
        Assert.Equal("a", entries[0].GetProperty("name").GetString());
        Assert.True(entries[0].GetProperty("isDir").GetBoolean());
        Assert.Equal(3, entries[1].GetProperty("size").GetInt32());
        Assert.Equal("viking://resources/b.md", entries[1].GetProperty("uri").GetString());
        Assert.Equal(FakeTree.At.AddDays(1), entries[1].GetProperty("modTime").GetDateTimeOffset());
        Assert.False(entries[0].TryGetProperty("rel_path", out _));
    }

    [Fact]
    public async Task List_Agent_CutsTheAbstract()
    {
        Fill();
        var entries = (await Service.Get($"{Ls}?uri=viking://resources&abs_limit=3")).Ok();
        Assert.Equal("All...", entries[0].GetProperty("abstract").GetString());
        Assert.Equal("", entries[1].GetProperty("abstract").GetString());
        Assert.False(entries[0].TryGetProperty("name", out _));
    }

    [Fact]
    public async Task List_Simple_IsUris()
    {
        Fill();
        var entries = (await Service.Get($"{Ls}?uri=viking://resources/a/&simple=true")).Ok();
        Assert.Equal(["viking://resources/a/one.md", "viking://resources/a/sub"],
            entries.EnumerateArray().Select(e => e.GetString()!));
    }

    [Fact]
    public async Task List_AllHidden_ShowsDotFiles()
    {
        Fill();
        var entries = (await Service.Get($"{Ls}?uri=viking://resources/a&simple=true&show_all_hidden=true")).Ok();
        Assert.Equal(3, entries.GetArrayLength());
    }

    [Fact]
    public async Task List_Recursive_HasRelativePaths()
    {
        Fill();
        var entries = (await Service.Get($"{Ls}?uri=viking://resources&recursive=true&output=original")).Ok();
        Assert.Equal(["a", "a/one.md", "a/sub", "a/sub/two.md", "b.md"],
            entries.EnumerateArray().Select(e => e.GetProperty("rel_path").GetString()!));
    }

    [Fact]
    public async Task List_ByTimeDescending_PutsTheNewestFirst()
    {
        Fill();
        var entries = (await Service.Get($"{Ls}?uri=viking://resources&simple=true&sort_by=mtime&sort_order=desc"))
            .Ok();
        Assert.Equal("viking://resources/b.md", entries[0].GetString());
    }

    [Fact]
    public async Task List_Limit_WinsOverNodeLimit()
    {
        Fill();
        var entries = (await Service.Get($"{Ls}?uri=viking://resources&node_limit=2&limit=1")).Ok();
        Assert.Equal(1, entries.GetArrayLength());
    }

    [Fact]
    public async Task List_Root_IsTheScopes()
    {
        var entries = (await Service.Get($"{Ls}?uri=viking://&simple=true")).Ok();
        Assert.Equal(["viking://agent", "viking://resources", "viking://session", "viking://user"],
            entries.EnumerateArray().Select(e => e.GetString()!));
    }

    [Fact]
    public async Task List_ScopeWithNothingInIt_IsEmpty() =>
        Assert.Equal(0, (await Service.Get($"{Ls}?uri=viking://resources")).Ok().GetArrayLength());

    [Fact]
    public async Task List_MissingDirectory_IsNotFound()
    {
        var reply = (await Service.Get($"{Ls}?uri=viking://resources/none")).Refused(404, "NOT_FOUND");
        Assert.Equal("directory", reply.Details.GetProperty("type").GetString());
        Assert.Equal("viking://resources/none", reply.Details.GetProperty("resource").GetString());
    }

    [Theory]
    [InlineData("output=fancy", "output")]
    [InlineData("sort_by=size", "sort_by")]
    [InlineData("sort_order=up", "sort_order")]
    public async Task List_BadChoice_NamesTheField(string query, string field)
    {
        var reply = (await Service.Get($"{Ls}?uri=viking://resources&{query}")).Refused(400, "INVALID_ARGUMENT");
        Assert.Equal(field, reply.Details.GetProperty("field").GetString());
    }

    [Theory]
    [InlineData("recursive=maybe")]
    [InlineData("limit=many")]
    public async Task List_ParameterOfTheWrongType_IsA400WithValidationErrors(string query)
    {
        var reply = (await Service.Get($"{Ls}?uri=viking://resources&{query}")).Refused(400, "INVALID_ARGUMENT");
        Assert.Equal(1, reply.Details.GetProperty("validation_errors").GetArrayLength());
    }

    [Fact]
    public async Task Tree_LevelLimit_BoundsTheWalk()
    {
        Fill();
        var entries = (await Service.Get($"{Tree}?uri=viking://resources&level_limit=1&output=original")).Ok();
        Assert.Equal(["a", "b.md"], entries.EnumerateArray().Select(e => e.GetProperty("rel_path").GetString()!));
    }

    [Fact]
    public async Task Tree_OfTheRoot_BeginsWithTheScopes()
    {
        Fill();
        var entries = (await Service.Get($"{Tree}?uri=viking://&output=original")).Ok();
        Assert.Contains("resources/a/one.md",
            entries.EnumerateArray().Select(e => e.GetProperty("rel_path").GetString()));
    }

    [Fact]
    public async Task Stat_Directory_CountsIndexRecords()
    {
        Fill();
        Service.Index.Row("viking://resources/a", 0);
        Service.Index.Row("viking://resources/a/one.md", 2);
        var stat = (await Service.Get("/api/v1/fs/stat?uri=viking://resources/a")).Ok();
        Assert.Equal(2, stat.GetProperty("count").GetInt32());
        Assert.True(stat.GetProperty("isDir").GetBoolean());
        Assert.False(stat.GetProperty("isLocked").GetBoolean());
    }

    [Fact]
    public async Task Stat_File_HasSizeAndNoCount()
    {
        Fill();
        var stat = (await Service.Get("/api/v1/fs/stat?uri=viking://resources/b.md")).Ok();
        Assert.Equal(3, stat.GetProperty("size").GetInt32());
        Assert.False(stat.TryGetProperty("count", out _));
    }

    [Fact]
    public async Task Stat_Missing_IsNotFoundAsFile()
    {
        var reply = (await Service.Get("/api/v1/fs/stat?uri=viking://resources/x")).Refused(404, "NOT_FOUND");
        Assert.Equal("file", reply.Details.GetProperty("type").GetString());
    }

    [Fact]
    public async Task Stat_UnderAHeldLock_WaitsForTheEnd()
    {
        var mover = Views.NewId();
        Service.Transactions.Held.Add(new LockView(
            mover, "default", VikingUriParser.Parse("viking://resources/moved",
                "uri"), LockMode.Tree, true, 1, 1, FakeTree.At));
        Service.Transactions.WhenAwaited = _ =>
        {
            Service.Tree.File("viking://resources/moved/x.md", "x");
            Service.Transactions.Held.Clear();
        };
        var stat = (await Service.Get("/api/v1/fs/stat?uri=viking://resources/moved/x.md")).Ok();
        Assert.False(stat.GetProperty("isLocked").GetBoolean());
        Assert.Single(Service.Transactions.Awaited);
    }

    [Fact]
    public async Task Stat_UnderALockThatStays_AnswersAfterItsBound()
    {
        Service.Tree.File("viking://resources/x.md", "x");
        Service.Transactions.Held.Add(new LockView(
            Views.NewId(), "default", VikingUriParser.Parse("viking://resources/x.md",
                "uri"), LockMode.Exact, true, 1, 1, FakeTree.At));
        var stat = (await Service.Get("/api/v1/fs/stat?uri=viking://resources/x.md")).Ok();
        Assert.True(stat.GetProperty("isLocked").GetBoolean());
        Assert.All(Service.Transactions.Awaited, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(2)));
    }
}
