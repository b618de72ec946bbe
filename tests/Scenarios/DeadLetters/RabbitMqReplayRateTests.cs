using Sagas.Contracts;

namespace Sagas.Scenarios.DeadLetters;

/// <summary>How fast letters go back, by a clock that nobody waits for.</summary>
public sealed class RabbitMqReplayRateTests : IFaultPoints
{
    readonly JumpingTime _time = new();
    readonly List<TimeSpan> _sent = [];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replay_FourASecond_KeepsAQuarterOfASecondBetweenAnyTwo()
    {
        Assert.SkipWhen(Broker.Missing is not null, Broker.Missing ?? "");
        await using var lab = await RabbitMqLab.Open(quorum: false);
        await lab.Put([.. Enumerable.Range(0, 9).Select(n => FormattableString.Invariant($$"""{"n":{{n}}}"""))]);
        var box = lab.BoxOf(this, _time);
        var ids = (await box.Browse(100, Stop)).Select(letter => letter.Id).ToList();
        var began = _time.Elapsed;

        await box.Replay(ids, 4, Stop);

        Assert.Equal(
            Enumerable.Range(0, 9).Select(n => TimeSpan.FromSeconds(n / 4.0)), _sent.Select(at => at - began));
    }

    [Fact]
    public async Task Replay_HeldUp_DoesNotMakeUpForIt()
    {
        Assert.SkipWhen(Broker.Missing is not null, Broker.Missing ?? "");
        await using var lab = await RabbitMqLab.Open(quorum: false);
        await lab.Put("""{"n":0}""", """{"n":1}""", """{"n":2}""");
        var box = lab.BoxOf(new HeldUpOnce(_time, this), _time);
        var ids = (await box.Browse(100, Stop)).Select(letter => letter.Id).ToList();
        var began = _time.Elapsed;

        await box.Replay(ids, 4, Stop);

        Assert.Equal([0, 10, 10.25], _sent.Select(at => (at - began).TotalSeconds));
    }

    /// <summary>Reached after each letter.</summary>
    public ValueTask Reach(string point, CancellationToken cancellationToken = default)
    {
        _sent.Add(_time.Elapsed);
        return ValueTask.CompletedTask;
    }

    sealed class HeldUpOnce(TimeProvider time, IFaultPoints sent) : IFaultPoints
    {
        bool _was;

        public async ValueTask Reach(string point, CancellationToken cancellationToken = default)
        {
            await sent.Reach(point, cancellationToken);
            if (_was)
                return;
            _was = true;
            await Task.Delay(TimeSpan.FromSeconds(10), time, cancellationToken);
        }
    }
}
