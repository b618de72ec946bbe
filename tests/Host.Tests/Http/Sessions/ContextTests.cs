namespace Sagas.Host.Tests.Http.Sessions;

public sealed class ContextTests : ServiceTests
{
    const string Context = "/api/v1/sessions/s1/context";

    [Fact]
    public async Task Context_LiveOnly_HasTheMessages()
    {
        await Arrange.Said(Service, "s1", 2);
        var result = (await Service.Get(Context)).Ok();
        Assert.Equal("", result.GetProperty("latest_archive_overview").GetString());
        Assert.Equal(0, result.GetProperty("pre_archive_abstracts").GetArrayLength());
        Assert.Equal(6, result.GetProperty("estimatedTokens").GetInt32());
        Assert.Equal(6, result.GetProperty("stats").GetProperty("activeTokens").GetInt32());
        Assert.Equal(
            ["user", "user"],
            result.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("role").GetString()));
    }

    [Fact]
    public async Task Context_WithArchives_HasTheirSummariesAndWhatIsNotFinished()
    {
        await Arrange.Said(Service, "s1", 1);
        var first = Arrange.Archive(Service, "s1", 1, 2, 2, ".done");
        Service.Tree.File($"{first}/.abstract.md", "First.");
        var second = Arrange.Archive(Service, "s1", 2, 2, 4, ".done");
        Service.Tree.File($"{second}/.overview.md", "Second.");
        Arrange.Archive(Service, "s1", 3, 2, 6, ".failed.json");
        Arrange.Archive(Service, "s1", 4, 2, 8);
        var result = (await Service.Get(Context)).Ok();
        Assert.Equal("Second.", result.GetProperty("latest_archive_overview").GetString());
        Assert.Equal(
            ["First."], result.GetProperty("pre_archive_abstracts").EnumerateArray().Select(a => a.GetString()));
        Assert.Equal(["a4-1", "a4-2"], result.GetProperty("messages").EnumerateArray().Take(2)
            .Select(m => m.GetProperty("id").GetString()));
        Assert.Equal(
            """{"totalArchives":4,"includedArchives":2,"droppedArchives":0,"failedArchives":1,"""
            + "\"activeTokens\":13,\"archiveTokens\":4}",
            result.GetProperty("stats").GetRawText());
    }

    [Fact]
    public async Task Context_AnArchiveThatCannotBeRead_KeepsNobodyFromTheOthers()
    {
        await Arrange.Said(Service, "s1", 1);
        Arrange.Archive(Service, "s1", 1, 2, 2);
        Arrange.Archive(Service, "s1", 2, 2, 4);
        var (archive, messages) = Service.Sessions.Archived[0];
        Service.Sessions.Archived[0] = (archive with { Messages = 5 }, messages);
        var result = (await Service.Get(Context)).Ok();
        Assert.Equal(3, result.GetProperty("messages").GetArrayLength());
        Assert.Equal(1, result.GetProperty("stats").GetProperty("failedArchives").GetInt32());
    }

    [Theory]
    [InlineData("?token_budget=3", 2)]
    [InlineData("?token_budget=0", 2)]
    [InlineData("?token_budget=5", 1)]
    [InlineData("", 0)]
    public async Task Context_Budget_DropsWhatDoesNotFit(string query, int dropped)
    {
        await Arrange.Said(Service, "s1", 1);
        foreach (var number in (int[])[1, 2])
        {
            var uri = Arrange.Archive(Service, "s1", number, 1, number, ".done");
            Service.Tree.File($"{uri}/.overview.md", "Seven!!");
            Service.Tree.File($"{uri}/.abstract.md", "Seven!!");
        }
        var stats = (await Service.Get(Context + query)).Ok().GetProperty("stats");
        Assert.Equal((dropped, 2 - dropped),
            (stats.GetProperty("droppedArchives").GetInt32(), stats.GetProperty("includedArchives").GetInt32()));
    }

    [Theory]
    [InlineData("?token_budget=-1")]
    [InlineData("?token_budget=many")]
    public async Task Context_BadBudget_IsRefused(string query) =>
        (await Service.Get(Context + query)).Refused(400, "INVALID_ARGUMENT");

    [Fact]
    public async Task Archive_Finished_HasSummariesAndMessages()
    {
        var uri = Arrange.Archive(Service, "s1", 1, 2, 2, ".done");
        Service.Tree.File($"{uri}/.overview.md", "O");
        Service.Tree.File($"{uri}/.abstract.md", "A");
        var result = (await Service.Get("/api/v1/sessions/s1/archives/archive_001")).Ok();
        Assert.Equal(("archive_001", "A", "O", 2), (result.GetProperty("archive_id").GetString(),
            result.GetProperty("abstract").GetString(), result.GetProperty("overview").GetString(),
            result.GetProperty("messages").GetArrayLength()));
    }

    [Theory]
    [InlineData("archive_001", null)]
    [InlineData("archive_001", ".failed.json")]
    [InlineData("archive_002", ".done")]
    [InlineData("archive_1", ".done")]
    [InlineData("nonsense", ".done")]
    public async Task Archive_MissingUnfinishedOrFailed_IsA404(string id, string? mark)
    {
        Arrange.Archive(Service, "s1", 1, 2, 2, mark);
        (await Service.Get($"/api/v1/sessions/s1/archives/{id}")).Refused(404, "NOT_FOUND");
    }

    [Fact]
    public async Task Archive_Broken_IsAnErrorOfItAlone()
    {
        Arrange.Archive(Service, "s1", 1, 2, 2, ".done");
        var (archive, messages) = Service.Sessions.Archived[0];
        Service.Sessions.Archived[0] = (archive with { Messages = 5 }, messages);
        (await Service.Get("/api/v1/sessions/s1/archives/archive_001")).Refused(500, "PROCESSING_ERROR");
    }
}
