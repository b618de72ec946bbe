using System.Text;
using Sagas.DeadLetters;

namespace Sagas.Scenarios.DeadLetters;

/// <summary>What every place for dead letters has to do.</summary>
public abstract class DeadLetterBoxContract : IAsyncLifetime
{
    static readonly string[] Five = ["""{"n":1}""", """{"n":2}""", """{"n":3}""", """{"n":4}""", """{"n":5}"""];

    IDeadLetterLab _lab = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected abstract Task<IDeadLetterLab> Open();

    /// <summary>Whether more letters than the broker takes back at once keep their order.</summary>
    protected virtual bool KeepsOrderOfMany => true;

    /// <summary>Why it cannot be tried here; null when it can.</summary>
    protected virtual string? Missing => null;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        _lab = await Open();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_lab is not null)
            await _lab.DisposeAsync();
    }

    [Fact]
    public async Task Browse_AnyNumberOfTimes_ShowsTheSameInTheOldOrder()
    {
        await _lab.Put([.. Enumerable.Range(0, 60).Select(BodyOf)]);

        var first = await Ids();
        for (var i = 0; i < 25; i++)
            Assert.Equal(Ordered(first), Ordered(await Ids()));

        Assert.Equal(60, first.Distinct().Count());
        Assert.Equal(7, (await _lab.Box.Browse(7, Stop)).Count);
        Assert.Equal("""{"n":59}""", await BodyOf(first[59]));
    }

    IEnumerable<string> Ordered(IReadOnlyList<string> ids) =>
        KeepsOrderOfMany ? ids : ids.Order(StringComparer.Ordinal);

    [Fact]
    public async Task Browse_ByManyAtOnce_ShowsEverybodyEverything()
    {
        await _lab.Put(Five);
        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            (i % 2 == 0 ? _lab.Box : _lab.Other).Browse(100, Stop)));
        Assert.All(all, letters => Assert.Equal(5, letters.Count));
    }

    [Fact]
    public async Task Find_ALetter_HasItsBodyByteForByte()
    {
        var body = "{ \"text\" : \"Grüße \\u0041\",\r\n\t\"n\":1.50 }";
        await _lab.Put(body);

        var letter = Assert.Single(await _lab.Box.Browse(10, Stop));
        var found = await _lab.Box.Find(letter.Id, Stop);

        Assert.Equal(body, Encoding.UTF8.GetString(found!.Body.Span));
        Assert.Equal((letter, found.Body.Length), (found.Letter, letter.Bytes));
        Assert.NotEqual("", letter.Reason);
        Assert.Equal("work", letter.Queue);
        Assert.True(letter.FailedAt > DateTimeOffset.UnixEpoch);
    }

    [Fact]
    public async Task Find_Unknown_IsNull() => Assert.Null(await _lab.Box.Find("no-such-letter", Stop));

    [Fact]
    public async Task Replay_Some_GoBackInTheirOrderAndTheOthersStay()
    {
        await _lab.Put(Five);
        var ids = await Ids();

        var results = await _lab.Box.Replay([ids[4], ids[0], ids[2]], 1000, Stop);

        Assert.All(results, result => Assert.Equal(DeadLetterResult.Replayed, result.Result));
        Assert.Equal([Five[0], Five[2], Five[4]], await _lab.Resent());
        Assert.Equal([ids[1], ids[3]], await Ids());
    }

    [Fact]
    public async Task Replay_Hundreds_GoBackInTheOrderOfTheirDeath()
    {
        // A prime apart: in no order, and all different.
        var died = Enumerable.Range(0, 300).Select(n => n * 97 % 300).ToList();
        foreach (var second in died)
            await _lab.PutDeadSince(second, BodyOf(second));
        // Looking alone mixes what lies in a quorum queue.
        for (var i = 0; i < 3; i++)
            await _lab.Box.Browse(1000, Stop);
        var ids = (await _lab.Box.Browse(1000, Stop)).Select(letter => letter.Id).ToList();

        var results = await _lab.Box.Replay(ids, 10_000, Stop);

        Assert.Equal(300, results.Count(result => result.Result == DeadLetterResult.Replayed));
        Assert.Equal(Enumerable.Range(0, 300).Select(BodyOf), await _lab.Resent());
    }

    static string BodyOf(int n) => FormattableString.Invariant($$"""{"n":{{n}}}""");

    [Fact]
    public async Task Replay_Again_IsGoneAndSendsNothing()
    {
        await _lab.Put(Five[0]);
        var ids = await Ids();

        await _lab.Box.Replay(ids, 1000, Stop);
        var again = await _lab.Box.Replay(ids, 1000, Stop);

        Assert.Equal([new DeadLetterResult(ids[0], DeadLetterResult.Gone)], again);
        Assert.Equal([Five[0]], await _lab.Resent());
    }

    [Fact]
    public async Task Replay_TheSameByTwoAtOnce_SendsItOnce()
    {
        await _lab.Put(Five);
        var ids = await Ids();

        var both = await Task.WhenAll(_lab.Box.Replay(ids, 1000, Stop), _lab.Other.Replay(ids, 1000, Stop));

        Assert.Equal(5, both.SelectMany(r => r).Count(r => r.Result == DeadLetterResult.Replayed));
        Assert.Equal(5, both.SelectMany(r => r).Count(r => r.Result == DeadLetterResult.Gone));
        Assert.Equal(Five, await _lab.Resent());
    }

    [Fact]
    public async Task Replay_LettersThatCameLater_AreNotTouched()
    {
        await _lab.Put(Five[0], Five[1]);
        var seen = await Ids();
        await _lab.Put(Five[2]);

        await _lab.Box.Replay(seen, 1000, Stop);

        Assert.Equal([Five[0], Five[1]], await _lab.Resent());
        Assert.Equal(Five[2], await BodyOf(Assert.Single(await Ids())));
    }

    [Fact]
    public async Task Discard_Some_AreGoneAndTheOthersStay()
    {
        await _lab.Put(Five);
        var ids = await Ids();

        var results = await _lab.Box.Discard([ids[1], "no-such-letter"], Stop);

        Assert.Equal(
            [(ids[1], DeadLetterResult.Discarded), ("no-such-letter", DeadLetterResult.Gone)],
            results.Select(result => (result.Id, result.Result)).OrderBy(r => r.Id == "no-such-letter"));
        Assert.Equal([ids[0], ids[2], ids[3], ids[4]], await Ids());
        Assert.Empty(await _lab.Resent());
    }

    async Task<IReadOnlyList<string>> Ids() => [.. (await _lab.Box.Browse(100, Stop)).Select(letter => letter.Id)];

    async Task<string> BodyOf(string id) =>
        Encoding.UTF8.GetString((await _lab.Box.Find(id, Stop))!.Body.Span);
}
