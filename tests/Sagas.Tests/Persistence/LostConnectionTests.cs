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

    private protected override Setup Setup => new()
    {
        Services = services => services.AddSingleton<ITransportLink>(_link),
        Endpoints = transport => transport.ConnectSendObserver(_link),
    };

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

        await UntilTheStepTimer(row => Math.Abs((row.Due - Now).TotalSeconds - grace) < 0.1);
        Assert.Single(Participants.Executed);
        Coordinator.Time.Advance(TimeSpan.FromSeconds(grace + 1));
        await Coordinator.Until(() => Participants.Executed.Any(again => again.Attempt == 2), "the command again");
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
