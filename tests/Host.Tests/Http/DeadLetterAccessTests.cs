using Sagas.DeadLetters;

namespace Sagas.Host.Tests.Http;

/// <summary>Whose letters a caller with a key may see.</summary>
public sealed class DeadLetterAccessTests : ServiceTests
{
    internal override (string, string)[] Settings =>
    [
        ("Sagas:Http:ApiKeys:0", "secret:acme:alice"), ("Sagas:Http:ApiKeys:1", "other:acme:default"),
    ];

    [Fact]
    public async Task Caller_SeesTheirOwnAndNeitherOthersNorTheUnreadable()
    {
        foreach (var (id, account, user) in new (string, string?, string?)[]
            { ("hers", "acme", "alice"), ("his", "acme", "bob"), ("step", "acme", null), ("no", null, null) })
        {
            Service.DeadLetters.Add(new DeadLetter
            {
                Id = id,
                FailedAt = DateTimeOffset.UnixEpoch,
                Cause = "fault",
                Reason = "",
                MessageType = "MoveResource",
                Account = account,
                User = user,
                Bytes = 2,
            });
        }
        var key = ("X-API-Key", "secret");
        var items = (await Service.Get("/api/v1/dead-letters", key)).Json.GetProperty("result").GetProperty("items");
        Assert.Equal(["hers"], items.EnumerateArray().Select(x => x.GetProperty("id").GetString()));
        Assert.Equal(404, (await Service.Get("/api/v1/dead-letters/his", key)).Status);
        Assert.Equal(404, (await Service.Post("/api/v1/dead-letters/no/replay", new { }, key)).Status);
        Assert.Equal(403, (await Service.Get("/api/v1/dead-letters/actions", key)).Status);
        Assert.Equal(404, (await Service.Get("/api/v1/dead-letters/step", ("X-API-Key", "other"))).Status);
        Assert.Equal(4, Service.DeadLetters.Letters.Count);
    }
}
