using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Contracts;
using Sagas.Persistence.Outbox;
using Sagas.Persistence.UnitOfWork;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.Persistence;

/// <summary>
/// What was on its way when the connection was lost goes out by the next one. The clock stands still in all of this:
/// nobody is waiting for it.
/// </summary>
public sealed class LostConnectionTests : MachineTest
{
    readonly ScriptedLink _link = new();
    int _places = 512;

    private protected override Setup Setup => new()
    {
        Outbox = options => (options.SendConcurrency, options.SendTimeout) = (_places, SendTimeout),
        Services = services => services.AddSingleton<ITransportLink>(_link),
        Endpoints = transport => transport.ConnectSendObserver(_link),
    };

    /// <summary>Beyond all that passes here, but where sends hang.</summary>
    static readonly TimeSpan SendTimeout = TimeSpan.FromHours(1);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lost_WithMessagesOnTheirWay_GoOutByTheNextConnection()
    {
        const int count = 20;
        _link.IsMute = true;
        for (var n = 1; n <= count; n++)
            await Coordinator.Tell(Begin(n, steps: 1, path: $"resources/{n}"));
        await _link.Swallows(count);
        _link.IsMute = false;

        _link.Cut();
        Assert.Empty(Participants.Commands);
        _link.Mend();

        for (var n = 1; n <= count; n++)
            await Coordinator.End(Sample.Id(n));
        Assert.Equal(count, Participants.Executed.Select(step => step.TransactionId).Distinct().Count());
        Assert.All(Participants.Executed, step => Assert.Equal(1, step.Attempt));
    }

    [Fact]
    public async Task Lost_AgainAndAgain_EachTimeByTheNext()
    {
        _link.IsMute = true;
        await Coordinator.Tell(Begin(1, steps: 1));
        for (var n = 0; n < 3; n++)
        {
            await _link.Swallows(1);
            _link.Cut();
            _link.Mend();
        }
        await _link.Swallows(1);
        _link.IsMute = false;
        _link.Cut();
        _link.Mend();

        await Coordinator.End(First);
        Assert.Single(Participants.Executed);
    }

    [Fact]
    public async Task Lost_Meanwhile_MessagesWaitAndNothingIsWrittenAboutThem()
    {
        _link.Cut();
        await Coordinator.Tell(Begin(1, steps: 1));
        await Coordinator.Get<IUnitOfWorkStore>().Run(_ => Task.CompletedTask, Stop);
        await using (var db = Coordinator.Context())
        {
            var row = await db.Outbox.AsNoTracking().SingleAsync(row => row.Destination == "exchange:alpha", Stop);
            Assert.Equal((0, null, false), (row.Attempts, row.LastError, row.Parked));
        }
        Assert.Empty(Participants.Commands);

        _link.Mend();

        Assert.Equal(TransactionOutcome.Committed, (await Coordinator.End(First)).Outcome);
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(600, 30)]
    public async Task Lost_WhenATimerComesDue_ItGetsAsLongAgainWithinBounds(int late, int grace)
    {
        var step = new Sagas.Lifecycle.LifecycleOptions().Step;
        Participants.Do(0, Reply.Silent);
        await Tell(Begin(1, steps: 1), commands: 1);
        _link.Cut();
        Coordinator.Time.Advance(step + TimeSpan.FromSeconds(late));
        await _link.Holds();

        _link.Mend();

        // The timer's delay is the difference of two looks at the real clock.
        await UntilTheStepTimer(row => Math.Abs((row.Due - Now).TotalSeconds - grace) < 3);
        Assert.Single(Participants.Executed);
        Coordinator.Time.Advance(TimeSpan.FromSeconds(grace + 3));
        await Coordinator.Until(() => Participants.Executed.Any(again => again.Attempt == 2), "the command again");
    }

    [Fact]
    public async Task Lost_WhenMoreTimersComeDueThanCanBeSentAtOnce_AllArePutOff()
    {
        _places = 1;
        await Restart();
        var late = new Sagas.Lifecycle.LifecycleOptions().Step + TimeSpan.FromSeconds(10);
        Participants.Do(0, Reply.Silent);
        await Coordinator.Tell(Begin(1, steps: 1, path: "resources/1"));
        await Coordinator.Tell(Begin(2, steps: 1, path: "resources/2"));
        await Coordinator.Until(() => Participants.Executed.Count() == 2, "both commands");
        await Coordinator.Quiet();
        _link.Cut();
        Coordinator.Time.Advance(late);
        await _link.Holds();

        _link.Mend();

        await Until(async () => (await StepTimers()).TrueForAll(timer => timer.Due > Now));
        Assert.Equal(2, Participants.Executed.Count());
    }

    [Fact]
    public async Task Send_ThatHangsAgainAndAgain_RestsTwiceAsLongEachTimeAndUsesUpNoAttempt()
    {
        _link.IsMute = true;
        await Coordinator.Get<IUnitOfWorkStore>().Run(
            unit => unit.Add(new OutboxRow
            {
                MessageId = First.Value,
                Destination = "exchange:alpha",
                ContentType = "application/json",
                Properties = "{}",
                Due = Now.AddSeconds(30),
            }).AsTask(),
            Stop);
        var rests = new List<double>();
        for (var n = 0; n < 8; n++)
        {
            await PollUntilSwallowed();
            Coordinator.Time.Advance(SendTimeout);
            OutboxRow row = null!;
            await Until(async () => (row = await Command()).Due > Now);
            Assert.Equal((0, false), (row.Attempts, row.Parked));
            rests.Add((row.Due - Now).TotalSeconds);
            Coordinator.Time.Advance(row.Due - Now);
        }

        Assert.Equal([2, 4, 8, 16, 32, 64, 64, 64], rests);
    }

    async Task PollUntilSwallowed()
    {
        for (var n = 0; n < 10_000 && !_link.TrySwallowed(); n++)
        {
            Coordinator.Time.Advance(TimeSpan.FromMilliseconds(200));
            await Coordinator.Get<IUnitOfWorkStore>().Run(_ => Task.CompletedTask, Stop);
        }
    }

    async Task<OutboxRow> Command()
    {
        await using var db = Coordinator.Context();
        return await db.Outbox.AsNoTracking().SingleAsync(row => row.Destination == "exchange:alpha", Stop);
    }

    async Task<List<OutboxRow>> StepTimers()
    {
        await using var db = Coordinator.Context();
        var tokens = await db.Transactions.AsNoTracking().Select(row => row.StepTimerToken).ToListAsync(Stop);
        return await db.Outbox.AsNoTracking().Where(row => tokens.Contains(row.Token)).ToListAsync(Stop);
    }

    /// <summary>Looks after one commit and another.</summary>
    async Task Until(Func<Task<bool>> isSo)
    {
        for (var n = 0; n < 10_000 && !await isSo(); n++)
            await Coordinator.Get<IUnitOfWorkStore>().Run(_ => Task.CompletedTask, Stop);
        Assert.True(await isSo());
    }

    DateTimeOffset Now => Coordinator.Time.GetUtcNow();

    /// <summary>Looks after one commit and another.</summary>
    async Task UntilTheStepTimer(Func<OutboxRow, bool> isSo)
    {
        await using var db = Coordinator.Context();
        OutboxRow? timer = null;
        for (var n = 0; n < 10_000 && (timer is null || !isSo(timer)); n++)
        {
            await Coordinator.Get<IUnitOfWorkStore>().Run(_ => Task.CompletedTask, Stop);
            var token = (await db.Transactions.AsNoTracking().SingleAsync(Stop)).StepTimerToken;
            timer = await db.Outbox.AsNoTracking().SingleAsync(row => row.Token == token, Stop);
        }
        Assert.True(isSo(timer!), $"due at {timer!.Due:O}, now is {Now:O}; {string.Join(", ", Participants.Story)}");
    }
}
