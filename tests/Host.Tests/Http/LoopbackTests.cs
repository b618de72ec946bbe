using Sagas.Host.Tests.Fakes;

namespace Sagas.Host.Tests.Http;

/// <summary>Without keys this machine alone may call; a page in its browser is not this machine.</summary>
public sealed class LoopbackTests : ServiceTests
{
    const string Route = "/api/v1/fs/ls?uri=viking://resources";

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "localhost.evil.example:1933")]
    [InlineData("Host", "0.0.0.0:1933")]
    [InlineData("Host", "192.168.1.5")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "http://localhost.evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "chrome-extension://abc")]
    public async Task Request_OfAPageFromElsewhere_IsRefused(string header, string value)
    {
        Refused(await Service.Get(Route, (header, value)));
        Refused(await Service.Get("/metrics", (header, value)));
        Refused(await Service.Get("/nowhere", (header, value)));
        // What a form can send without asking first.
        using var form = new StringContent("""{"uri":"viking://resources/x"}""");
        Refused(await Service.Post("/api/v1/fs/mkdir", form, (header, value)));
        Assert.Empty(Service.Transactions.Submitted);
    }

    [Theory]
    [InlineData("Host", "localhost:1933")]
    [InlineData("Host", "LOCALHOST")]
    [InlineData("Host", "127.0.0.1")]
    [InlineData("Host", "127.8.9.10:1")]
    [InlineData("Host", "[::1]:1933")]
    [InlineData("Origin", "http://localhost:5173")]
    [InlineData("Origin", "https://127.0.0.1")]
    [InlineData("Origin", "http://[::1]:80")]
    public async Task Request_OfThisMachine_IsTaken(string header, string value)
    {
        Service.Tree.Directory("viking://resources");
        (await Service.Get(Route, (header, value))).Ok();
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Origin", "https://evil.example")]
    public async Task Health_OfAnyHost_AnswersWithoutAName(string header, string value)
    {
        var reply = await Service.Get("/health", (header, value));
        Assert.Equal(200, reply.Status);
        Assert.False(reply.Json.TryGetProperty("user_id", out _));
    }

    static void Refused(Reply reply) => Assert.Contains(
        "Sagas:Http:ApiKeys", reply.Refused(403, "PERMISSION_DENIED").Message, StringComparison.Ordinal);
}
