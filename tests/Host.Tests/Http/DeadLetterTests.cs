using System.Globalization;
using System.Text.Json;
using Sagas.Contracts;
using Sagas.DeadLetters;
using Sagas.Host.Tests.Cli;

namespace Sagas.Host.Tests.Http;

/// <summary>Dead letters over HTTP and on the command line.</summary>
public sealed class DeadLetterTests : ServiceTests
{
    static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    void Fill(int count = 3)
    {
        for (var i = 1; i <= count; i++)
        {
            Service.DeadLetters.Add(Letter($"io-{i}", "IOException") with
            {
                FailedAt = At.AddMinutes(i),
            });
        }
        Service.DeadLetters.Add(Letter("json-1", "JsonException"), "not json");
    }

    static DeadLetter Letter(string id, string exception) => new()
    {
        Id = id,
        FailedAt = At,
        Cause = DeadLetterCause.Fault,
        ExceptionType = exception,
        Reason = $"{id} failed.",
        MessageType = "MoveResource",
        Queue = "move-resource",
        Account = "default",
        Bytes = 2,
    };

    [Fact]
    public async Task List_GroupsByExceptionAndTypeWithCountAndTimes()
    {
        Fill();
        var result = (await Service.Get("/api/v1/dead-letters?limit=2")).Json.GetProperty("result");
        Assert.Equal((4, 2), (result.GetProperty("total").GetInt32(), result.GetProperty("items").GetArrayLength()));
        var group = result.GetProperty("groups")[0];
        Assert.Equal(
            ("IOException/MoveResource", 3, "io-3 failed."),
            (group.GetProperty("group").GetString(), group.GetProperty("count").GetInt32(),
                group.GetProperty("reason").GetString()));
        Assert.Equal(
            (At.AddMinutes(1), At.AddMinutes(3)),
            (group.GetProperty("first_seen").GetDateTimeOffset(), group.GetProperty("last_seen").GetDateTimeOffset()));
    }

    [Fact]
    public async Task Replay_AGroupWithAnOldFingerprint_Is412AndTouchesNothing()
    {
        Fill();
        var seen = (await Service.Get("/api/v1/dead-letters?limit=0")).Result.GetProperty("groups")[0];
        Fill(count: 0);
        Service.DeadLetters.Add(Letter("io-4", "IOException"));

        var refused = await Service.Post("/api/v1/dead-letters/replay", new
        {
            group = "IOException/MoveResource",
            fingerprint = seen.GetProperty("fingerprint").GetString(),
        });

        Assert.Equal(412, refused.Status);
        Assert.Empty(Service.DeadLetters.Replayed);
        Assert.Empty(Service.DeadLetters.Lines);
    }

    [Fact]
    public async Task Replay_AGroupAsSeen_IsThatGroupInOrder()
    {
        Fill();
        var seen = (await Service.Get("/api/v1/dead-letters?limit=0")).Result.GetProperty("groups")[0];
        var answer = await Service.Post("/api/v1/dead-letters/replay", new
        {
            group = "IOException/MoveResource",
            fingerprint = seen.GetProperty("fingerprint").GetString(),
            per_second = 5,
        });
        Assert.Equal(3, answer.Json.GetProperty("result").GetProperty("done").GetInt32());
        Assert.Equal(["io-1", "io-2", "io-3"], Service.DeadLetters.Replayed);
        Assert.Equal([5.0], Service.DeadLetters.Rates);
    }

    [Theory]
    [InlineData("/api/v1/dead-letters/replay", "{}", 400)]
    [InlineData("/api/v1/dead-letters/replay", """{"ids":[]}""", 400)]
    [InlineData("/api/v1/dead-letters/replay", """{"ids":["io-1"],"all":true}""", 400)]
    [InlineData("/api/v1/dead-letters/replay", """{"all":true}""", 400)]
    [InlineData("/api/v1/dead-letters/replay", """{"ids":["io-1"],"per_second":0}""", 400)]
    [InlineData("/api/v1/dead-letters/replay", """{"ids":["io-1"],"per_second":1e-12}""", 400)]
    [InlineData("/api/v1/dead-letters/io-1/replay", """{"per_second":0.009}""", 400)]
    [InlineData("/api/v1/dead-letters/replay", """{"ids":["io-1"],"per_second":10001}""", 400)]
    [InlineData("/api/v1/dead-letters/discard", """{"ids":["io-1"]}""", 400)]
    [InlineData("/api/v1/dead-letters/io-1/discard", "{}", 400)]
    [InlineData("/api/v1/dead-letters/io-1/discard", """{"reason":" "}""", 400)]
    [InlineData("/api/v1/dead-letters/nobody/replay", "{}", 404)]
    public async Task Action_ThatIsNoGood_IsRefusedAndTouchesNothing(string path, string body, int status)
    {
        Fill();
        var answer = await Service.Post(path, JsonDocument.Parse(body).RootElement);
        Assert.Equal(status, answer.Status);
        Assert.Equal(4, Service.DeadLetters.Letters.Count);
        Assert.Empty(Service.DeadLetters.Lines);
    }

    [Fact]
    public async Task Action_IsInTheAuditBeforeAndAfter()
    {
        Fill();
        await Service.Post("/api/v1/dead-letters/io-2/discard", new { reason = "Too old." });
        Assert.Equal(
            [("requested", "Too old.", "io-2", "default/default"), ("discarded", null, "io-2", "default/default")],
            Service.DeadLetters.Lines.Select(x => (x.Result, x.Why, x.LetterId, x.By)));
    }

    [Fact]
    public async Task Broker_Away_Is503()
    {
        Service.DeadLetters.Failure = new RefusedException(new Reason(ErrorCode.Unavailable, "The broker is away."));
        Assert.Equal(503, (await Service.Get("/api/v1/dead-letters")).Status);
    }

    [Fact]
    public async Task Cli_List_PrintsGroupsThenLetters()
    {
        Fill();
        var run = await CliRun.Of("dlq", "list", "--url", Service.Url);
        var lines = run.Out.Split('\n');
        Assert.Equal(0, run.Exit);
        Assert.StartsWith("3 x\tIOException/MoveResource\tmove-resource\t2026-01-02T03:05:05Z\t", lines[0],
            StringComparison.Ordinal);
        Assert.StartsWith("json-1\tMoveResource\tmove-resource\t", lines[2], StringComparison.Ordinal);
        Assert.Equal("4 dead letters", lines[^2]);
    }

    [Fact]
    public async Task Cli_ReplayAll_IsAllThatLiesThere()
    {
        Fill(count: 600);
        var run = await CliRun.Of("dlq", "replay", "--all", "--rate", "50", "--url", Service.Url);
        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.EndsWith("replay: 601 done, 0 not\n", run.Out, StringComparison.Ordinal);
        Assert.Equal(601, Service.DeadLetters.Replayed.Distinct().Count());
        Assert.Equal([50.0, 50.0], Service.DeadLetters.Rates);
    }

    [Theory]
    [InlineData("0.009")]
    [InlineData("10001")]
    [InlineData("NaN")]
    [InlineData("fast")]
    public async Task Cli_ReplayAtNoRate_Exits2(string rate)
    {
        Fill();
        var run = await CliRun.Of("dlq", "replay", "io-1", "--rate", rate, "--url", Service.Url);
        Assert.Equal((2, ""), (run.Exit, run.Out));
        Assert.Contains("--rate", run.Error, StringComparison.Ordinal);
        Assert.Empty(Service.DeadLetters.Replayed);
    }

    [Fact]
    public async Task Cli_ReplayAtTheSlowest_IsTaken()
    {
        Fill();
        Assert.Equal(0, (await CliRun.Of("dlq", "replay", "io-1", "--rate", "0.01", "--url", Service.Url)).Exit);
        Assert.Equal([0.01], Service.DeadLetters.Rates);
    }

    [Fact]
    public async Task Cli_SomethingGone_Exits1()
    {
        Fill();
        var run = await CliRun.Of("dlq", "discard", "io-1", "nobody", "--reason", "x", "--url", Service.Url);
        Assert.Equal(1, run.Exit);
        Assert.Contains("nobody\tgone\t", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cli_Json_IsTheServicesAnswer()
    {
        Fill();
        var run = await CliRun.Of("dlq", "show", "json-1", "--json", "--url", Service.Url);
        var shown = JsonDocument.Parse(run.Out).RootElement;
        Assert.Equal("not json", shown.GetProperty("body").GetString());
        Assert.Equal("2026", shown.GetProperty("letter").GetProperty("failed_at").GetDateTimeOffset()
            .Year.ToString(CultureInfo.InvariantCulture));
    }
}
