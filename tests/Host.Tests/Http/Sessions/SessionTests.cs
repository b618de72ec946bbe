using System.Text.RegularExpressions;
using Sagas.Contracts;

namespace Sagas.Host.Tests.Http.Sessions;

public sealed partial class SessionTests : ServiceTests
{
    const string Sessions = "/api/v1/sessions";

    [Fact]
    public async Task Create_Named_AnswersItAndTheTransaction()
    {
        var reply = await Service.Post(Sessions, new { session_id = "s1", auto_commit_policy = new { turns = 5 } });
        var result = reply.Ok();
        Assert.Equal("s1", result.GetProperty("session_id").GetString());
        Assert.Equal("viking://user/default/sessions/s1", result.GetProperty("uri").GetString());
        Assert.Equal("default", result.GetProperty("user").GetProperty("account_id").GetString());
        Assert.Equal(5, result.GetProperty("auto_commit_policy").GetProperty("turns").GetInt32());
        Assert.Equal(0, result.GetProperty("memory_extraction_config").GetProperty("events").GetProperty("tags")
            .GetArrayLength());
        Assert.Equal(reply.Headers["X-Transaction-Id"], result.GetProperty("transaction_id").GetString());
        var session = (await Service.Get($"{Sessions}/s1")).Ok();
        Assert.Equal(5, session.GetProperty("auto_commit_policy").GetProperty("turns").GetInt32());
    }

    [Fact]
    public async Task Create_WithoutABody_MakesAnId()
    {
        var result = (await Service.Post(Sessions, new ByteArrayContent([]))).Ok();
        Assert.Matches(GeneratedId(), result.GetProperty("session_id").GetString());
        var second = (await Service.Post(Sessions, new { })).Ok();
        Assert.NotEqual(result.GetProperty("session_id").GetString(), second.GetProperty("session_id").GetString());
    }

    [Fact]
    public async Task Create_SentAgainWithItsKey_AnswersTheSameId()
    {
        var key = Guid.CreateVersion7().ToString();
        var first = (await Service.Post(Sessions, new { }, ("Idempotency-Key", key))).Ok();
        var second = (await Service.Post(Sessions, new { }, ("Idempotency-Key", key))).Ok();
        Assert.Equal(first.GetProperty("uri").GetString(), second.GetProperty("uri").GetString());
        Assert.Single(Service.Transactions.Submitted);
    }

    [Fact]
    public async Task Create_Taken_IsA409()
    {
        (await Service.Post(Sessions, new { session_id = "s1" })).Ok();
        (await Service.Post(Sessions, new { session_id = "s1" })).Refused(409, "ALREADY_EXISTS");
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("c:")]
    [InlineData("")]
    public async Task Create_BadId_IsRefused(string id)
    {
        var reply = (await Service.Post(Sessions, new { session_id = id })).Refused(400, "INVALID_ARGUMENT");
        Assert.Equal("session_id", reply.Details.GetProperty("field").GetString());
        Assert.Empty(Service.Transactions.Submitted);
    }

    [Theory]
    [InlineData("a%2Fb")]
    [InlineData("a%2fb")]
    [InlineData("a%5Cb")]
    [InlineData(".hidden")]
    public async Task Routes_BadId_AreRefused(string id)
    {
        (await Service.Get($"{Sessions}/{id}")).Refused(400, "INVALID_ARGUMENT");
        (await Service.Delete($"{Sessions}/{id}")).Refused(400, "INVALID_ARGUMENT");
        (await Service.Post($"{Sessions}/{id}/messages", new { role = "user", content = "x" }))
            .Refused(400, "INVALID_ARGUMENT");
        Assert.Empty(Service.Transactions.Submitted);
    }

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]")]
    public async Task Create_SettingsThatCannotBeKept_AreRefused(string policy)
    {
        using var body = new StringContent(
            $"{{\"auto_commit_policy\":{policy}}}", System.Text.Encoding.UTF8, "application/json");
        var reply = (await Service.Post(Sessions, body)).Refused(400, "INVALID_ARGUMENT");
        Assert.Equal("auto_commit_policy", reply.Details.GetProperty("field").GetString());
    }

    [Fact]
    public async Task Create_LongId_IsRefused()
    {
        var id = new string('x', Limits.SessionIdLengthMax + 1);
        (await Service.Post(Sessions, new { session_id = id })).Refused(400, "INVALID_ARGUMENT");
    }

    [Fact]
    public async Task Routes_IdWithSpaces_IsTakenAsItIs()
    {
        (await Service.Post($"{Sessions}/my%20session%20%C3%A9/messages", new { role = "user", content = "x" })).Ok();
        var session = (await Service.Get($"{Sessions}/my%20session%20%C3%A9")).Ok();
        Assert.Equal("my session é", session.GetProperty("session_id").GetString());
    }

    [Fact]
    public async Task Get_Missing_IsA404ThatNamesIt()
    {
        var reply = (await Service.Get($"{Sessions}/s1")).Refused(404, "NOT_FOUND");
        Assert.Equal("session", reply.Details.GetProperty("type").GetString());
        Assert.Equal("s1", reply.Details.GetProperty("resource").GetString());
        (await Service.Get($"{Sessions}/s1/context")).Refused(404, "NOT_FOUND");
        (await Service.Delete($"{Sessions}/s1")).Refused(404, "NOT_FOUND");
        (await Service.Get($"{Sessions}/s1?auto_create=true")).Ok();
        (await Service.Get($"{Sessions}/s1")).Ok();
    }

    [Fact]
    public async Task Get_WithHistory_CountsLiveAndArchived()
    {
        await Arrange.Said(Service, "s1", 3);
        Arrange.Archive(Service, "s1", 1, 4, total: 4);
        Arrange.Archive(Service, "s1", 2, 5, total: 9);
        var session = (await Service.Get($"{Sessions}/s1")).Ok();
        Assert.Equal(
            (3, 12, 2, 9),
            (session.GetProperty("message_count").GetInt32(), session.GetProperty("total_message_count").GetInt32(),
            session.GetProperty("commit_count").GetInt32(), session.GetProperty("pending_tokens").GetInt32()));
        Assert.Equal(1, session.GetProperty("keep_recent_count").GetInt32());
        foreach (var name in (string[])["created_at", "updated_at", "created_by_account_id", "created_by_user_id",
            "last_commit_at", "last_message_at", "memories_extracted", "llm_token_usage", "embedding_token_usage",
            "memory_extraction_config", "uri", "user"])
            Assert.NotEqual(System.Text.Json.JsonValueKind.Null, session.GetProperty(name).ValueKind);
    }

    [Fact]
    public async Task Get_WithHistory_TellsWhatCameOfIt()
    {
        await Arrange.Said(Service, "s1", 1);
        Service.Sessions.Totals = new(
            new Dictionary<string, int> { ["facts"] = 3, ["tasks"] = 1 }, new TokenUsage(70, 20, 90, 8, 3));
        var session = (await Service.Get($"{Sessions}/s1")).Ok();
        Assert.Equal(
            """{"facts":3,"tasks":1,"total":4}""", session.GetProperty("memories_extracted").GetRawText());
        Assert.Equal(
            """
            {"prompt_tokens":70,"completion_tokens":20,"total_tokens":90,"cached_tokens":8,"reasoning_tokens":3}
            """.Trim(),
            session.GetProperty("llm_token_usage").GetRawText());
        Assert.Equal("""{"total_tokens":0}""", session.GetProperty("embedding_token_usage").GetRawText());
    }

    [Fact]
    public async Task List_SomeSessions_NewestFirst()
    {
        Service.Tree.File("viking://user/default/sessions/old/messages.jsonl", "", at: Fakes.FakeTree.At.AddDays(-1));
        Service.Tree.File("viking://user/default/sessions/new/messages.jsonl", "");
        Service.Tree.File("viking://user/bob/sessions/others/messages.jsonl", "");
        Service.Tree.Directory("viking://user/default/sessions/none");
        var list = (await Service.Get(Sessions)).Ok().EnumerateArray().ToList();
        Assert.Equal(["new", "old"], list.Select(s => s.GetProperty("session_id").GetString()));
        Assert.Equal("viking://user/default/sessions/new", list[0].GetProperty("uri").GetString());
        Assert.True(list[0].GetProperty("is_dir").GetBoolean());
        Assert.Equal(Fakes.FakeTree.At, list[0].GetProperty("mod_time").GetDateTimeOffset());
    }

    [Fact]
    public async Task List_NoSessions_IsEmpty() => Assert.Equal(0, (await Service.Get(Sessions)).Ok().GetArrayLength());

    [Fact]
    public async Task Delete_Session_IsARecursiveRemoval()
    {
        await Arrange.Said(Service, "s1", 1);
        var reply = await Service.Delete($"{Sessions}/s1");
        Assert.Equal("s1", reply.Ok().GetProperty("session_id").GetString());
        var command = Assert.IsType<RemoveResource>(Service.Transactions.Submitted[^1]);
        Assert.Equal(("viking://user/default/sessions/s1", true), (command.Uri, command.Recursive));
        (await Service.Get($"{Sessions}/s1")).Refused(404, "NOT_FOUND");
    }

    [Fact]
    public async Task Delete_SentAgainWithItsKey_IsTheSame()
    {
        await Arrange.Said(Service, "s1", 1);
        var key = Guid.CreateVersion7().ToString();
        (await Service.Delete($"{Sessions}/s1", ("Idempotency-Key", key))).Ok();
        (await Service.Delete($"{Sessions}/s1", ("Idempotency-Key", key))).Ok();
    }

    [Theory]
    [InlineData("viking://session")]
    [InlineData("viking://user/default/sessions")]
    [InlineData("viking://~/sessions")]
    public async Task List_OfTheTree_HasTheLegacyScope(string uri)
    {
        await Arrange.Said(Service, "s1", 1);
        var entries = (await Service.Get($"/api/v1/fs/ls?simple=true&uri={uri}")).Ok();
        Assert.Equal("viking://user/default/sessions/s1", entries[0].GetString());
    }

    [Fact]
    public async Task Stat_OfTheLegacyScope_AnswersTheCanonicalUri()
    {
        await Arrange.Said(Service, "s1", 1);
        var entry = (await Service.Get("/api/v1/fs/stat?uri=viking://session/s1/messages.jsonl")).Ok();
        Assert.Equal("viking://user/default/sessions/s1/messages.jsonl", entry.GetProperty("uri").GetString());
    }

    [GeneratedRegex(@"\A\d{8}-\d{6}-[0-9a-f]{16}\z")]
    private static partial Regex GeneratedId();
}
