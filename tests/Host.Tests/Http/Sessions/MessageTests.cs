using System.Text;
using Sagas.Contracts;
using Sagas.Host.Tests.Fakes;

namespace Sagas.Host.Tests.Http.Sessions;

public sealed class MessageTests : ServiceTests
{
    const string Messages = "/api/v1/sessions/s1/messages";

    internal override (string, string)[] Settings => [("Sagas:Limits:MessageBytes", "20000")];

    public static TheoryData<string, string> Bad { get; } = new()
    {
        { """{"content":"x"}""", "role" },
        { """{"role":null,"content":"x"}""", "role" },
        { """{"role":"","content":"x"}""", "role" },
        { """{"role":5,"content":"x"}""", "role" },
        { """{"role":{"a":1},"content":"x"}""", "role" },
        { """{"role":"user"}""", "content" },
        { """{"role":"user","content":""}""", "content" },
        { """{"role":"user","content":" \n"}""", "content" },
        { """{"role":"user","content":["x"]}""", "content" },
        { """{"role":"user","parts":[]}""", "content" },
        { """{"role":"user","parts":"x"}""", "parts" },
        { """{"role":"user","parts":[{"type":"text","text":""}]}""", "parts" },
        { """{"role":"user","parts":["x"]}""", "parts[0]" },
        { """{"role":"user","parts":[{"text":"x"}]}""", "parts[0].type" },
        { """{"role":"user","parts":[{"type":"video"}]}""", "parts[0].type" },
        { """{"role":"user","parts":[{"type":"text","text":"x"},{"type":"text"}]}""", "parts[1].text" },
        { """{"role":"user","parts":[{"type":"text","text":5}]}""", "parts[0].text" },
        { """{"role":"user","parts":[{"type":"context"}]}""", "parts[0].uri" },
        { """{"role":"user","parts":[{"type":"context","uri":"u","abstract":1}]}""", "parts[0].abstract" },
        { """{"role":"user","parts":[{"type":"image_url","image_url":"x"}]}""", "parts[0].image_url" },
        { """{"role":"user","parts":[{"type":"image_url","image_url":{}}]}""", "parts[0].image_url.url" },
        { """{"role":"user","content":"x","created_at":"soon"}""", "created_at" },
        { """{"role":"user","content":"x","created_at":5}""", "created_at" },
        { """{"role":"user","content":"\ud800"}""", "content" },
        { """{"role":"user","parts":[{"type":"tool","x":"\ud800"}]}""", "parts[0]" },
        { """{"role":"user","content":"x","metadata":{"a":"\udc00"}}""", "metadata" },
        { """{"role":"user","content":"x","peer_id":1}""", "peer_id" },
        { $$"""{"role":"user","content":"x","metadata":{{Nested(62)}}}""", "metadata" },
        { $$"""{"role":"user","content":"x","metadata":{{Nested(33)}}}""", "metadata" },
        { $$"""{"role":"user","content":"x","source_message_ids":{{Nested(33)}}}""", "source_message_ids" },
        { $$"""{"role":"user","parts":[{"type":"tool","x":{{Nested(32)}}}]}""", "parts[0]" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Add_BadMessage_IsRefusedByNameAndCreatesNothing(string body, string field)
    {
        var reply = (await Service.Post(Messages, Json(body))).Refused(400, "INVALID_ARGUMENT");
        Assert.Equal(field, reply.Details.GetProperty("field").GetString());
        Assert.Empty(Service.Transactions.Submitted);
    }

    [Theory]
    [InlineData("""{"role":"user","content":"x","metadata":{"a":[1]},"unknown":{"b":2},"telemetry":false}""")]
    [InlineData("""{"role":"tool","parts":[{"type":"tool","tool_name":"t","tool_input":{"q":1}}]}""")]
    [InlineData("""{"role":"user","parts":[{"type":"image_url","image_url":{"url":"data:x"}}],"peer_id":null}""")]
    [InlineData("""{"role":"user","parts":[{"type":"context","uri":"u","context_type":"resource","abstract":"a"}]}""")]
    [InlineData("""{"role":"user","parts":null,"content":"x","created_at":"2026-08-22T09:37:44+02:00"}""")]
    public async Task Add_GoodMessage_IsThere(string body)
    {
        var result = (await Service.Post(Messages, Json(body))).Ok();
        Assert.Equal("s1", result.GetProperty("session_id").GetString());
        Assert.Equal(1, result.GetProperty("message_count").GetInt32());
        Assert.True(result.TryGetProperty("pending_tokens", out _));
    }

    [Fact]
    public async Task Add_MessageAsDeepAsItMayBe_LeavesTheSessionReadable()
    {
        var body = $$"""
            {"role":"user","parts":[{"type":"tool","x":{{Nested(31)}}}],"metadata":{{Nested(32)}}}
            """;
        (await Service.Post(Messages, Json(body))).Ok();
        var context = (await Service.Get("/api/v1/sessions/s1/context")).Ok();
        Assert.Equal(Nested(32), context.GetProperty("messages")[0].GetProperty("metadata").GetRawText());
    }

    [Fact]
    public async Task Add_TimeWithoutZone_IsUtc()
    {
        (await Service.Post(
            Messages, new { role = "user", content = "x", created_at = "2026-08-22T09:37:44" })).Ok();
        var context = (await Service.Get("/api/v1/sessions/s1/context")).Ok();
        Assert.Equal(
            new DateTimeOffset(2026, 8, 22, 9, 37, 44, TimeSpan.Zero),
            context.GetProperty("messages")[0].GetProperty("created_at").GetDateTimeOffset());
    }

    [Fact]
    public async Task Add_DiskIsFull_Is503WithoutItsPath()
    {
        Service.Sessions.AppendFailure = new IOException("No space left on device : '/srv/sagas'");
        var reply = (await Service.Post(Messages, new { role = "user", content = "x" })).Refused(503, "UNAVAILABLE");
        Assert.Equal("storage", reply.Details.GetProperty("service").GetString());
        Assert.DoesNotContain("/srv", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Add_MissingSession_IsCreatedByATransaction()
    {
        var reply = await Service.Post(Messages, new { role = "user", content = "Hello, world!" });
        Assert.Equal(4, reply.Ok().GetProperty("pending_tokens").GetInt32());
        var command = Assert.IsType<CreateSession>(Assert.Single(Service.Transactions.Submitted));
        Assert.Equal(("s1", command.TransactionId!.Value.ToString()),
            (command.SessionId, reply.Headers["X-Transaction-Id"]));
        (await Service.Post(Messages, new { role = "user", content = "Again." })).Ok();
        Assert.Single(Service.Transactions.Submitted);
    }

    [Fact]
    public async Task Add_FolderThatIsNoSession_IsA412()
    {
        Service.Tree.File("viking://user/default/sessions/s1/notes.md", "x");
        (await Service.Post(Messages, new { role = "user", content = "x" })).Refused(412, "FAILED_PRECONDITION");
    }

    [Fact]
    public async Task Add_CreationFails_IsItsError()
    {
        Service.Transactions.Endings.Enqueue(view => view.Ended(TransactionOutcome.Busy, ErrorCode.Conflict));
        (await Service.Post(Messages, new { role = "user", content = "x" })).Refused(409, "CONFLICT");
    }

    [Fact]
    public async Task Add_IdempotencyKey_IsTheMessagesId()
    {
        var key = Guid.CreateVersion7();
        var message = new { role = "user", content = "x" };
        var body = new { messages = new[] { message, message } };
        var result = (await Service.Post($"{Messages}/batch", body, ("Idempotency-Key", key.ToString()))).Ok();
        Assert.Equal(
            [$"msg_{key:N}_0", $"msg_{key:N}_1"],
            result.GetProperty("message_ids").EnumerateArray().Select(id => id.GetString()));
    }

    [Fact]
    public async Task Add_TooLarge_IsA413WithTheLimit()
    {
        var reply = await Service.Post(Messages, new { role = "user", content = new string('x', 30_000) });
        reply.Refused(413, "RESOURCE_EXHAUSTED");
        Assert.Contains("20000", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Batch_Hundred_AreAddedInOrder()
    {
        var result = (await Batch(Limits.BatchMessagesMax)).Ok();
        Assert.Equal(100, result.GetProperty("added").GetInt32());
        Assert.Equal(100, result.GetProperty("message_count").GetInt32());
        var context = (await Service.Get("/api/v1/sessions/s1/context")).Ok();
        Assert.Equal(
            Enumerable.Range(0, 100).Select(n => $"{n}"),
            context.GetProperty("messages").EnumerateArray().Select(
                m => m.GetProperty("parts")[0].GetProperty("text").GetString()!));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Limits.BatchMessagesMax + 1)]
    public async Task Batch_NoneOrTooMany_IsRefused(int count) =>
        Assert.Contains("messages", (await Batch(count)).Refused(400, "INVALID_ARGUMENT").Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("""{}""", "messages")]
    [InlineData("""{"messages":[null]}""", "messages[0]")]
    [InlineData("""{"messages":[{"role":"user","content":"x"},{"role":"user"}]}""", "messages[1].content")]
    public async Task Batch_OneIsBad_NoneIsAdded(string body, string field)
    {
        var reply = (await Service.Post($"{Messages}/batch", Json(body))).Refused(400, "INVALID_ARGUMENT");
        Assert.Equal(field, reply.Details.GetProperty("field").GetString());
        (await Service.Get("/api/v1/sessions/s1")).Refused(404, "NOT_FOUND");
    }

    Task<Reply> Batch(int count) => Service.Post(
        $"{Messages}/batch",
        new { messages = Enumerable.Range(0, count).Select(n => new { role = "user", content = $"{n}" }) });

    /// <summary>So many lists, one in the other.</summary>
    static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}
