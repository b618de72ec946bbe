using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Sagas.Persistence.UnitOfWork;

namespace Sagas.Host.Tests.Http;

public sealed class PipelineTests : ServiceTests
{
    internal override (string, string)[] Settings => [("Sagas:Limits:MessageBytes", "1024")];

    [Fact]
    public async Task Success_HasAllKeysOfTheEnvelope()
    {
        var reply = await Service.Get("/api/v1/system/status");
        Assert.Equal(
            ["status", "result", "error", "telemetry", "profile"],
            reply.Json.EnumerateObject().Select(p => p.Name));
        Assert.Equal("default", reply.Ok().GetProperty("user").GetString());
    }

    [Fact]
    public async Task UnknownRoute_IsANotFoundEnvelope() =>
        (await Service.Get("/api/v1/nothing")).Refused(404, "NOT_FOUND");

    [Fact]
    public async Task DatabaseCannotBeWritten_Is503()
    {
        Service.Transactions.Failure = new StoreUnavailableException(new IOException("disk full"));
        var reply = (await Service.Post("/api/v1/system/wait", new { timeout = 1 })).Refused(503, "UNAVAILABLE");
        Assert.Equal("database", reply.Details.GetProperty("service").GetString());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(10)]
    [InlineData(14)]
    public async Task DatabaseCannotBeRead_Is503(int code)
    {
        Service.Transactions.Failure = new SqliteException("unable to open database file", code);
        var reply = (await Service.Post("/api/v1/system/wait", new { timeout = 1 })).Refused(503, "UNAVAILABLE");
        Assert.Equal("database", reply.Details.GetProperty("service").GetString());
    }

    [Fact]
    public async Task DatabaseIsBroken_IsAnInternalEnvelope()
    {
        Service.Transactions.Failure = new SqliteException("database disk image is malformed", 11);
        (await Service.Post("/api/v1/system/wait", new { timeout = 1 })).Refused(500, "INTERNAL");
    }

    [Fact]
    public async Task WrongVerb_IsA405WithUnknown() =>
        (await Service.Get("/api/v1/fs/mv")).Refused(405, "UNKNOWN");

    [Theory]
    [InlineData("{", "application/json")]
    [InlineData("", "application/json")]
    [InlineData("null", "application/json")]
    [InlineData("{\"from_uri\":5}", "application/json")]
    [InlineData("[]", "application/json")]
    [InlineData("from_uri=x", "application/x-www-form-urlencoded")]
    public async Task BadBody_IsA400WithValidationErrors(string body, string type)
    {
        using var content = new StringContent(body, Encoding.UTF8, type);
        var reply = (await Service.Post("/api/v1/fs/mv", content)).Refused(400, "INVALID_ARGUMENT");
        Assert.Equal(JsonValueKind.Object, reply.Details.ValueKind);
        Assert.Empty(Service.Transactions.Submitted);
    }

    [Theory]
    [InlineData("\"utf-8\"", "utf-8")]
    [InlineData("UTF-8", "utf-8")]
    [InlineData("\"utf-16\"", "utf-16")]
    public async Task Charset_InAnyLegalForm_IsTaken(string charset, string encoding)
    {
        using var body = new ByteArrayContent(
            Encoding.GetEncoding(encoding).GetBytes("""{"uri":"viking://resources/日本"}"""));
        body.Headers.TryAddWithoutValidation("Content-Type", $"application/json; charset={charset}");
        var result = (await Service.Post("/api/v1/fs/mkdir", body)).Ok();
        Assert.Equal("viking://resources/日本", result.GetProperty("uri").GetString());
    }

    [Theory]
    [InlineData("klingon")]
    [InlineData("\"\"")]
    [InlineData("\"a b\"")]
    [InlineData("utf-7")]
    public async Task Charset_Unknown_IsRefused(string charset)
    {
        using var body = new ByteArrayContent("{}"u8.ToArray());
        body.Headers.TryAddWithoutValidation("Content-Type", $"application/json; charset={charset}");
        var reply = (await Service.Post("/api/v1/fs/mkdir", body)).Refused(400, "INVALID_ARGUMENT");
        Assert.Equal("Content-Type", reply.Details.GetProperty("field").GetString());
    }

    [Fact]
    public async Task BodyField_OfTheWrongType_IsNamed()
    {
        var reply = await Service.Post("/api/v1/search/find", new { query = "x", limit = "ten" });
        reply.Refused(400, "INVALID_ARGUMENT");
        var error = reply.Details.GetProperty("validation_errors")[0];
        Assert.Equal(["body", "limit"], error.GetProperty("loc").EnumerateArray().Select(e => e.GetString()!));
    }

    [Theory]
    [InlineData("/api/v1/search/find")]
    [InlineData("/api/v1/resources")]
    public async Task UnknownField_OnAStrictRoute_IsRefusedByName(string route)
    {
        var reply = (await Service.Post(route, new { query = "x", surprise = 1 })).Refused(400, "INVALID_ARGUMENT");
        Assert.Contains("is an unknown field", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BodyOverTheLimit_IsA413WithTheLimit()
    {
        var reply = await Service.Post("/api/v1/fs/mkdir", new { uri = new string('x', 2000) });
        reply.Refused(413, "RESOURCE_EXHAUSTED");
        Assert.Contains("1024", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestId_IsEchoed()
    {
        var reply = await Service.Get("/health", ("X-Request-ID", "a.B_1:-"));
        Assert.Equal("a.B_1:-", reply.Headers["X-Request-ID"]);
        Assert.True(
            double.Parse(reply.Headers["X-Process-Time"], System.Globalization.CultureInfo.InvariantCulture) >= 0);
    }

    [Fact]
    public async Task RequestId_Missing_IsMade() =>
        Assert.Equal(32, (await Service.Get("/health")).Headers["X-Request-ID"].Length);

    [Theory]
    [InlineData("a b")]
    [InlineData("a,b")]
    [InlineData("/")]
    public async Task RequestId_Illegal_IsRefused(string id) =>
        (await Service.Get("/api/v1/system/status", ("X-Request-ID", id))).Refused(400, "INVALID_ARGUMENT");

    [Fact]
    public async Task RequestId_TooLong_IsRefused() =>
        (await Service.Get("/api/v1/system/status", ("X-Request-ID", new string('x', 129))))
            .Refused(400, "INVALID_ARGUMENT");

    [Fact]
    public async Task UnexpectedException_IsAnInternalEnvelopeWithoutItsText()
    {
        Service.Transactions.Failure = new InvalidOperationException("secret");
        var reply = (await Service.Post("/api/v1/system/wait", new { })).Refused(500, "INTERNAL");
        Assert.DoesNotContain("secret", reply.Text, StringComparison.Ordinal);
    }

    public static TheoryData<string> BadUris { get; } =
    [
        "", "resources/a", "http://resources/a", "viking://", "viking://temp/a", "viking://queue/a",
        "viking://Resources/a",
        "viking://resources/../a", "viking://resources/./a", "viking://resources//a", "viking://resources/a%5Cb",
        "viking://resources/a%00b", "viking://resources/C:", "viking://resources/.sagas/x", "viking://resources/.SAGAS",
        "viking://resources/%EF%BC%8Esagas", "viking://resources/.sagas%20", "viking://.sagas/tx",
        "viking://resources/%0A", "viking://resources/" + new string('n', 256),
    ];

    [Theory]
    [MemberData(nameof(BadUris))]
    public async Task BadUri_IsRefusedByEveryVerb(string uri)
    {
        (await Service.Delete("/api/v1/fs?recursive=true&uri=" + uri)).Refused(400, "INVALID_ARGUMENT");
        (await Service.Get("/api/v1/fs/stat?uri=" + uri)).Refused(400, "INVALID_ARGUMENT");
        (await Service.Get("/api/v1/content/read?uri=" + uri)).Refused(400, "INVALID_ARGUMENT");
        var text = Uri.UnescapeDataString(uri);
        (await Service.Post("/api/v1/fs/mkdir", new { uri = text })).Refused(400, "INVALID_ARGUMENT");
        (await Service.Post("/api/v1/fs/mv", new { from_uri = text, to_uri = "viking://resources/b" }))
            .Refused(400, "INVALID_ARGUMENT");
        var reply = (await Service.Post("/api/v1/fs/mv", new { from_uri = "viking://resources/b", to_uri = text }))
            .Refused(400, "INVALID_ARGUMENT");
        Assert.Equal("to_uri", reply.Details.GetProperty("field").GetString());
        Assert.Empty(Service.Transactions.Submitted);
    }

    [Theory]
    [InlineData("viking://resources")]
    [InlineData("viking://user/")]
    [InlineData("viking://user/default")]
    [InlineData("viking://~")]
    public async Task ScopeRootOrHome_CannotBeRemoved(string uri)
    {
        (await Service.Delete("/api/v1/fs?recursive=true&uri=" + uri)).Refused(400, "INVALID_ARGUMENT");
        Assert.Empty(Service.Transactions.Submitted);
    }

    [Fact]
    public async Task BadAccountHeader_IsRefused() =>
        (await Service.Get("/api/v1/system/status", ("X-OpenViking-Account", "../etc")))
            .Refused(400, "INVALID_ARGUMENT");

    [Fact]
    public async Task AccountHeaders_NameTheCallerOfAnOpenService()
    {
        (await Service.Post("/api/v1/fs/mkdir", new { uri = "viking://resources/x" }, ("X-OpenViking-Account", "acme"),
            ("X-OpenViking-User", "ann"))).Ok();
        Assert.Equal(("acme", "ann"),
            (Service.Transactions.Submitted[0].Account, Service.Transactions.Submitted[0].User));
    }

    [Fact]
    public async Task OpenApi_DescribesTheRoutes()
    {
        var reply = await Service.Get("/openapi/v1.json");
        Assert.Equal(200, reply.Status);
        var paths = reply.Json.GetProperty("paths").EnumerateObject().Select(p => p.Name).ToList();
        Assert.Contains("/api/v1/fs/mv", paths);
        Assert.Contains("/api/v1/transactions/{id}", paths);
    }

    [Fact]
    public async Task JsonOnGet_IsTaken()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/system/status");
        request.Content = new ByteArrayContent([]);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var response = await Service.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("INVALID_ARGUMENT", 400)]
    [InlineData("UNAUTHENTICATED", 401)]
    [InlineData("PERMISSION_DENIED", 403)]
    [InlineData("NOT_FOUND", 404)]
    [InlineData("ALREADY_EXISTS", 409)]
    [InlineData("CONFLICT", 409)]
    [InlineData("ABORTED", 409)]
    [InlineData("FAILED_PRECONDITION", 412)]
    [InlineData("RESOURCE_EXHAUSTED", 429)]
    [InlineData("DEADLINE_EXCEEDED", 504)]
    [InlineData("UNAVAILABLE", 503)]
    [InlineData("PROCESSING_ERROR", 500)]
    [InlineData("INTERNAL", 500)]
    [InlineData("UNIMPLEMENTED", 501)]
    [InlineData("SOMETHING_NEW", 500)]
    public void ErrorStatus_OfACode_IsUpstreams(string code, int status) =>
        Assert.Equal(status, Sagas.Host.Http.ErrorStatus.Of(code));
}
