using Sagas.Contracts;
using Sagas.Host.Tests.Fakes;

namespace Sagas.Host.Tests.Http;

/// <summary>A key stands for one request of one caller: for any other it is refused, and tells nothing.</summary>
public sealed class IdempotencyTests : ServiceTests
{
    const string Header = "Idempotency-Key";
    const string A = "viking://resources/a";
    const string B = "viking://resources/b";

    readonly string _key = Guid.CreateVersion7().ToString();

    internal override (string, string)[] Settings =>
        [("Sagas:Http:ApiKeys:0", "k1:acme:ann"), ("Sagas:Http:ApiKeys:1", "k2:acme:bob")];

    public static TheoryData<string, string, object> Others { get; } = new()
    {
        { "another URI", "/api/v1/fs/mkdir", new { uri = B } },
        { "another description", "/api/v1/fs/mkdir", new { uri = A, description = "Other." } },
        { "another operation", "/api/v1/fs/mv", new { from_uri = A, to_uri = B } },
        { "another operation on the same URI", "/api/v1/content/write", new { uri = A, content = "x" } },
        { "a commit", "/api/v1/sessions/s1/commit", new { } },
        { "a session", "/api/v1/sessions", new { } },
        { "a resource", "/api/v1/resources", Guide(1, to: A) },
        { "a resource of any name", "/api/v1/resources", Guide(1) },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Key_OfAnotherRequest_IsRefused(string what, string path, object body)
    {
        Uploads(1);
        (await Post("/api/v1/fs/mkdir", new { uri = A })).Ok();
        Refused(await Post(path, body), what);
        Assert.Single(Service.Transactions.Submitted);
        Assert.False(Service.Tree.Has(B));
    }

    [Theory]
    [InlineData("replace", "other")]
    [InlineData("append", "text")]
    public async Task Key_OfAnotherText_IsRefused(string mode, string content)
    {
        (await Post("/api/v1/content/write", new { uri = $"{A}.md", content = "text" })).Ok();
        Refused(await Post("/api/v1/content/write", new { uri = $"{A}.md", content, mode }), mode);
    }

    [Fact]
    public async Task Key_OfANonRecursiveRemoval_IsNoRecursiveOne()
    {
        (await Delete(A)).Ok();
        (await Delete(A)).Ok();
        Refused(await Service.Delete(
            $"/api/v1/fs?uri={A}&recursive=true", ("X-API-Key", "k1"), (Header, _key)), "recursive");
    }

    [Fact]
    public async Task Key_OfADirectory_DeletesNoSession()
    {
        (await Post("/api/v1/fs/mkdir", new { uri = A })).Ok();
        Refused(
            await Service.Delete("/api/v1/sessions/s1", ("X-API-Key", "k1"), (Header, _key)), "delete a session");
    }

    [Fact]
    public async Task Key_OfAnotherResource_IsRefused()
    {
        Uploads(3);
        Service.Tree.File("viking://resources/guide/x.md", "taken", "acme");
        var first = (await Post("/api/v1/resources", Guide(1))).Ok();
        // Clients upload once more before they send it again.
        var again = (await Post("/api/v1/resources", Guide(2))).Ok();
        Assert.Equal("viking://resources/guide_1", first.GetProperty("root_uri").GetString());
        Assert.Equal("viking://resources/guide_1", again.GetProperty("root_uri").GetString());
        Refused(await Post("/api/v1/resources", Guide(3, "other.md")), "another name");
        Refused(await Post("/api/v1/resources", Guide(2, to: A)), "another place");
    }

    public static TheoryData<string, object> Writes { get; } = new()
    {
        { "/api/v1/fs/mkdir", new { uri = A } },
        { "/api/v1/fs/mv", new { from_uri = A, to_uri = B } },
        { "/api/v1/resources", Guide(1) },
        { "/api/v1/resources", Guide(1, to: A) },
        { "/api/v1/sessions", new { } },
        { "/api/v1/sessions", new { session_id = "s1" } },
        { "/api/v1/sessions/s1/commit", new { } },
    };

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Key_OfSomebodyElse_TellsNothingOfTheirs(string path, object body)
    {
        Uploads(1);
        Service.Transactions.Endings.Enqueue(
            view => view.Ended(TransactionOutcome.RolledBack, ErrorCode.NotFound, "secret"));
        await Post(path, body, "k2");
        Refused(await Post(path, body), path);
    }

    [Fact]
    public async Task Key_OfSomebodyElsesRunningTransaction_TellsNoPhase()
    {
        Service.Transactions.Endings.Enqueue(view => view.In(TransactionPhase.Exec));
        (await Post("/api/v1/fs/mkdir", new { uri = A }, "k2")).Refused(504, "DEADLINE_EXCEEDED");
        Refused(await Post("/api/v1/fs/mkdir", new { uri = A }), "running");
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task Key_OfTheSameRequest_IsTheSameTransaction(string path, object body)
    {
        Uploads(1);
        Service.Transactions.Endings.Enqueue(
            view => view.Ended(TransactionOutcome.RolledBack, ErrorCode.NotFound, "gone"));
        (await Post(path, body)).Refused(404, "NOT_FOUND");
        (await Post(path, body)).Refused(404, "NOT_FOUND");
        Assert.Single(Service.Transactions.Submitted);
    }

    static object Guide(int upload, string name = "guide.md", string? to = null) =>
        new { temp_file_id = $"upload_{upload}.md", source_name = name, to };

    void Uploads(int count)
    {
        for (var n = 1; n <= count; n++)
            Service.Uploads.Stored[$"upload_{n}.md"] = [];
    }

    Task<Reply> Post(string path, object body, string caller = "k1") =>
        Service.Post(path, body, ("X-API-Key", caller), (Header, _key));

    Task<Reply> Delete(string uri) =>
        Service.Delete($"/api/v1/fs?uri={uri}", ("X-API-Key", "k1"), (Header, _key));

    static void Refused(Reply reply, string what)
    {
        Assert.True(reply.Status == 400, $"{what}: {reply.Status} {reply.Text}");
        reply.Refused(400, "INVALID_ARGUMENT");
        Assert.Equal(Header, reply.Details.GetProperty("field").GetString());
        foreach (var hint in new[] { "secret", "bob", "EXEC", "mkdir" })
            Assert.DoesNotContain(hint, reply.Text, StringComparison.Ordinal);
    }
}
