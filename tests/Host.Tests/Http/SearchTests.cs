using System.Text.Json;
using Sagas.Consumers.VectorIndex;

namespace Sagas.Host.Tests.Http;

public sealed class SearchTests : ServiceTests
{
    const string Find = "/api/v1/search/find";

    [Fact]
    public async Task Find_Hits_AreGroupedAndShownAsFiles()
    {
        Service.Index.Hit("viking://resources/a", 0, 0.9);
        Service.Index.Hit("viking://resources/a", 1, 0.8);
        Service.Index.Hit("viking://resources/a/f.md", 2, double.NaN);
        Service.Index.Hit("viking://user/u/memories/m.md", 2, 0.7, "memory");
        Service.Index.Hit("viking://agent/skills/s.md", 2, 0.6, "skill");
        var result = (await Service.Post(Find, new { query = "words" })).Ok();
        Assert.Equal(5, result.GetProperty("total").GetInt32());
        Assert.Equal(
            ["viking://resources/a/.abstract.md", "viking://resources/a/.overview.md", "viking://resources/a/f.md"],
            result.GetProperty("resources").EnumerateArray().Select(h => h.GetProperty("uri").GetString()!));
        Assert.Equal(0, result.GetProperty("resources")[2].GetProperty("score").GetDouble());
        Assert.Equal(1, result.GetProperty("memories").GetArrayLength());
        Assert.Equal("skill", result.GetProperty("skills")[0].GetProperty("context_type").GetString());
    }

    [Fact]
    public async Task Find_Query_IsOfUnitLength()
    {
        (await Service.Post(Find, new { query = "words" })).Ok();
        Assert.Equal([0.6f, 0.8f], Service.Index.LastQuery!.Vector.ToArray());
        Assert.Null(Service.Index.LastQuery.OwnerSpace);
        Assert.Equal("three-four", Service.Index.LastQuery.Model);
    }

    [Fact]
    public async Task Find_ModelIsAway_Is503WithItsName()
    {
        Service.Embedder.Failure = new TimeoutException("The model gave no answer in time.");
        var reply = (await Service.Post(Find, new { query = "words" })).Refused(503, "UNAVAILABLE");
        Assert.Equal("embedding", reply.Details.GetProperty("service").GetString());
        Assert.Contains("no answer in time", reply.Details.GetProperty("reason").GetString()!);
    }

    [Fact]
    public async Task Find_ModelAnswersSomethingElse_Is503WithItsName()
    {
        Service.Embedder.Failure = new JsonException("'<' is an invalid start of a value.");
        var reply = (await Service.Post(Find, new { query = "words" })).Refused(503, "UNAVAILABLE");
        Assert.Equal("embedding", reply.Details.GetProperty("service").GetString());
    }

    [Fact]
    public async Task Find_ModelAnswersNoVector_Is503WithItsName()
    {
        Service.Embedder.AnswersNothing = true;
        var reply = (await Service.Post(Find, new { query = "words" })).Refused(503, "UNAVAILABLE");
        Assert.Equal("embedding", reply.Details.GetProperty("service").GetString());
    }

    [Theory]
    [InlineData("target_uri", "viking://resources/a")]
    [InlineData("context_type", "resource")]
    [InlineData("level", "1")]
    public async Task Find_List_HasAHundredItemsAtMost(string field, string item)
    {
        Dictionary<string, object> Body(int count) => new()
        {
            ["query"] = "x",
            [field] = Enumerable.Repeat(item, count),
        };

        (await Service.Post(Find, Body(100))).Ok();
        var reply = (await Service.Post(Find, Body(101))).Refused(400, "INVALID_ARGUMENT");
        Assert.Equal(field, reply.Details.GetProperty("field").GetString());
    }

    [Fact]
    public async Task Find_AllFields_ReachTheIndex()
    {
        var body = """
            {"query":"x","target_uri":["viking://resources/a","viking://resources/b/"],"context_type":"resource",
             "limit":3,"node_limit":5,"score_threshold":0.5,"level":"0,1","filter":{},"tags":[],"telemetry":false,
             "include_provenance":false}
            """;
        (await Service.Post(Find, new StringContent(body, System.Text.Encoding.UTF8, "application/json"))).Ok();
        var query = Service.Index.LastQuery!;
        Assert.Equal(["viking://resources/a", "viking://resources/b"], query.Roots.Select(r => r.Value));
        Assert.Equal(["resource"], query.ContextTypes);
        Assert.Equal([0, 1], query.Levels);
        Assert.Equal((5, 0.5), (query.Limit, query.ScoreMin));
    }

    [Fact]
    public async Task Find_Times_ReachTheIndex()
    {
        var body = new { query = "x", since = "2025-08-22", until = "2025-08-23T10:00:00Z", time_field = "created_at" };
        (await Service.Post(Find, body)).Ok();
        var query = Service.Index.LastQuery!;
        Assert.Equal(
            (IndexTime.Created, new DateTimeOffset(2025, 8, 22, 0, 0, 0, TimeSpan.Zero),
                new DateTimeOffset(2025, 8, 23, 10, 0, 0, TimeSpan.Zero)),
            (query.Time, query.Since, query.Until));
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("\"2\"", 1)]
    [InlineData("[0,2]", 2)]
    [InlineData("\"0,1,0,1,0\"", 2)]
    [InlineData("null", 0)]
    public async Task Find_Level_TakesAllItsForms(string level, int count)
    {
        var body = $$"""{"query":"x","level":{{level}}}""";
        (await Service.Post(Find, new StringContent(body, System.Text.Encoding.UTF8, "application/json"))).Ok();
        Assert.Equal(count, Service.Index.LastQuery!.Levels.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public async Task Find_NoLimit_IsEmpty(int limit)
    {
        Service.Index.Hit("viking://resources/a", 0, 0.9);
        var result = (await Service.Post(Find, new { query = "x", limit })).Ok();
        Assert.Equal(0, result.GetProperty("total").GetInt32());
        Assert.Equal(JsonValueKind.Array, result.GetProperty("memories").ValueKind);
    }

    [Theory]
    [InlineData("""{"query":""}""", "query")]
    [InlineData("""{}""", "query")]
    [InlineData("""{"query":"x","level":7}""", "level")]
    [InlineData("""{"query":"x","context_type":"thing"}""", "context_type")]
    [InlineData("""{"query":"x","target_uri":"nowhere"}""", "target_uri")]
    [InlineData("""{"query":"x","target_uri":5}""", "target_uri")]
    [InlineData("""{"query":"x","target_uri":"\ud800"}""", "target_uri")]
    [InlineData("""{"query":"x","target_uri":["\ud800"]}""", "target_uri")]
    [InlineData("""{"query":"x","context_type":"\ud800"}""", "context_type")]
    [InlineData("""{"query":"x","level":"\ud800"}""", "level")]
    [InlineData("""{"query":"x","level":["\ud800"]}""", "level")]
    [InlineData("""{"query":"x","since":"yesterday"}""", "since")]
    [InlineData("""{"query":"x","since":"7x"}""", "since")]
    [InlineData("""{"query":"x","since":"-7d"}""", "since")]
    [InlineData("""{"query":"x","until":"2026-02-30"}""", "until")]
    [InlineData("""{"query":"x","until":"22.08.2026"}""", "until")]
    [InlineData("""{"query":"x","since":"1d","until":"2d"}""", "since")]
    [InlineData("""{"query":"x","since":"1d","time_field":"read_at"}""", "time_field")]
    public async Task Find_BadField_IsNamed(string body, string field)
    {
        var reply = await Service.Post(Find, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        Assert.Equal(field, reply.Refused(400, "INVALID_ARGUMENT").Details.GetProperty("field").GetString());
    }

    [Theory]
    [InlineData("""{"query":"x","image_url":"http://x"}""")]
    [InlineData("""{"query":"x","tags":["a=b"]}""")]
    [InlineData("""{"query":"x","tags":"\ud800"}""")]
    [InlineData("""{"query":"x","filter":{"a":1}}""")]
    [InlineData("""{"query":"x","filter":"\ud800"}""")]
    [InlineData("""{"query":"x","mode":"context"}""")]
    public async Task Find_WhatIsNotServed_IsNeverPassedOver(string body) =>
        (await Service.Post(Find, new StringContent(body, System.Text.Encoding.UTF8, "application/json")))
            .Refused(501, "UNIMPLEMENTED");

    [Fact]
    public async Task Search_IsServedAsFind() =>
        (await Service.Post("/api/v1/search/search", new { query = "x", session_id = "s", mode = "list" })).Ok();

    void Fill()
    {
        Service.Tree.File("viking://resources/a/one.md", "alpha\nBeta\nalpha beta");
        Service.Tree.File("viking://resources/a/sub/two.md", "gamma alpha");
        Service.Tree.File("viking://resources/a/.hidden.md", "alpha");
        Service.Tree.File("viking://resources/a/blob.bin", "\0alpha");
    }

    [Fact]
    public async Task Grep_Matches_HaveLineAndUri()
    {
        Fill();
        var result = (
            await Service.Post("/api/v1/search/grep", new { uri = "viking://resources/a", pattern = "^alpha" })).Ok();
        Assert.Equal(2, result.GetProperty("match_count").GetInt32());
        Assert.Equal(2, result.GetProperty("count").GetInt32());
        Assert.Equal(3, result.GetProperty("files_scanned").GetInt32());
        Assert.Equal(3, result.GetProperty("matches")[1].GetProperty("line").GetInt32());
        Assert.Equal("viking://resources/a/one.md", result.GetProperty("matches")[0].GetProperty("uri").GetString());
    }

    [Theory]
    [InlineData("beta", true, null, 256, 2)]
    [InlineData("beta", false, null, 256, 1)]
    [InlineData("alpha", false, "viking://resources/a/sub", 256, 2)]
    [InlineData("alpha", false, null, 1, 1)]
    [InlineData("(?<!gamma )alpha", false, null, 256, 2)]
    public async Task Grep_Options_Narrow(string pattern, bool ignore, string? exclude, int limit, int matches)
    {
        Fill();
        var result = (await Service.Post("/api/v1/search/grep", new
        {
            uri = "viking://resources/a",
            pattern,
            case_insensitive = ignore,
            exclude_uri = exclude,
            node_limit = limit,
        })).Ok();
        Assert.Equal(matches, result.GetProperty("match_count").GetInt32());
    }

    [Theory]
    [InlineData("viking://resources/a", "(", 400, "INVALID_ARGUMENT")]
    [InlineData("viking://resources/a", "", 400, "INVALID_ARGUMENT")]
    [InlineData("viking://resources/none", "x", 404, "NOT_FOUND")]
    public async Task Grep_BadInput_IsRefused(string uri, string pattern, int status, string code)
    {
        Fill();
        (await Service.Post("/api/v1/search/grep", new { uri, pattern })).Refused(status, code);
    }

    [Fact]
    public async Task Grep_PatternThatExplodes_CostsItsCallerAnError()
    {
        Service.Tree.File("viking://resources/long.md", new string('a', 5000) + "!");
        (await Service.Post("/api/v1/search/grep", new { uri = "viking://resources", pattern = @"^(a+)+\1$" }))
            .Refused(400, "INVALID_ARGUMENT");
    }

    [Theory]
    [InlineData("*.md", new[] { "viking://resources/a/one.md" })]
    [InlineData("**/*.md", new[] { "viking://resources/a/one.md", "viking://resources/a/sub/two.md" })]
    [InlineData("su?", new[] { "viking://resources/a/sub" })]
    [InlineData("**",
        new[] { "viking://resources/a/blob.bin", "viking://resources/a/one.md", "viking://resources/a/sub",
        "viking://resources/a/sub/two.md" })]
    public async Task Glob_Pattern_CrossesSegmentsOnlyWithTwoStars(string pattern, string[] uris)
    {
        Fill();
        var result = (await Service.Post("/api/v1/search/glob", new { uri = "viking://resources/a", pattern })).Ok();
        Assert.Equal(uris, result.GetProperty("matches").EnumerateArray().Select(m => m.GetString()!));
        Assert.Equal(uris.Length, result.GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Glob_WithoutUri_BeginsAtTheRoot()
    {
        Fill();
        var result = (await Service.Post("/api/v1/search/glob", new { pattern = "resources/*/one.md" })).Ok();
        Assert.Equal(1, result.GetProperty("count").GetInt32());
    }
}
