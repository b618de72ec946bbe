using Sagas.Contracts;
using Sagas.Operations;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.Lifecycle;

/// <summary>Post-actions that leave some time after a transaction has failed for a reason that may pass.</summary>
public sealed class SecondAttemptTests : MachineTest
{
    const int Seconds = 30;

    static BeginTransaction WithSecondAttempt(int number, double? wait = null, bool evenIfStale = false)
    {
        var begin = Begin(number, steps: 1, wait: wait);
        return begin with
        {
            PostActions =
            [
                .. begin.PostActions,
                PostAction.AfterFailure(
                    new EnqueueSemantic
                    {
                        TransactionId = begin.TransactionId, Action = "again", Account = Sample.Account,
                        User = "alice", Uri = Sample.Uri("resources/a"), Attempt = 1,
                    },
                    TimeSpan.FromSeconds(Seconds), evenIfStale),
            ],
        };
    }

    IEnumerable<EnqueueSemantic> Attempts =>
        Participants.PostActions.OfType<EnqueueSemantic>().Where(message => message.Action == "again");

    [Fact]
    public async Task StepFaulted_AfterThePause_IsAskedForAgain()
    {
        Participants.Do(0, Reply.Throw);
        await Run(WithSecondAttempt(1));
        Assert.Empty(Attempts);
        Assert.Single(await Timers<EnqueueSemantic>());

        Pass(Seconds + 1);

        await Coordinator.Until(() => Attempts.Any(), "the second attempt");
        await Coordinator.Quiet();
        // It may be delivered twice, like any message: then it is the same one.
        Assert.Equal(1, Assert.Single(Attempts.Distinct()).Attempt);
        Assert.Empty(await Timers<EnqueueSemantic>());
    }

    [Fact]
    public async Task StepFaulted_ProcessDiesInThePause_IsAskedForAllTheSame()
    {
        Participants.Do(0, Reply.Throw);
        await Run(WithSecondAttempt(1));
        await Restart();
        Assert.Empty(Attempts);

        Pass(Seconds + 1);

        await Coordinator.Until(() => Attempts.Any(), "the second attempt");
        Assert.Single(Attempts.Distinct());
    }

    [Fact]
    public async Task LockWait_RunsOut_IsAskedForAgain()
    {
        Participants.Do(0, Reply.Silent);
        await Tell(Begin(2, steps: 1), commands: 1);

        await Coordinator.Tell(WithSecondAttempt(1, wait: 0));
        await Coordinator.UntilPhase(First, TransactionPhase.Released);

        Assert.Single(await Timers<EnqueueSemantic>());
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task StepFailed_AsStale_IsAskedForWhereItIsMadeAnew(bool evenIfStale, int timers)
    {
        Participants.Do(0, Reply.Stale);
        await Run(WithSecondAttempt(1, evenIfStale: evenIfStale));
        Assert.Equal(timers, (await Timers<EnqueueSemantic>()).Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task StepFailed_WouldBeRefusedAgain_IsNeverAskedFor(bool evenIfStale)
    {
        Participants.Do(0, Reply.Refuse);
        await Run(WithSecondAttempt(1, evenIfStale: evenIfStale));
        Assert.Empty(await Timers<EnqueueSemantic>());
    }

    [Theory]
    [InlineData(null, PostActionTime.AfterFailure)]
    [InlineData("1234", PostActionTime.AfterFailureOrStale)]
    public void Plan_OfAnIndexCommand_IsMadeAnewWhereAListingIsCompared(string? listing, PostActionTime when)
    {
        var plan = new IndexDirectoryOperation().Plan(
            new IndexDirectory { Uri = "viking://resources/a", Listing = listing },
            new Caller(Sample.Account, "alice"), First);

        Assert.Equal(when, Assert.Single(plan.PostActions, action => action.DelaySeconds is not null).When);
    }

    [Fact]
    public async Task Cancel_WasWanted_IsNotAskedFor()
    {
        Participants.Do(0, Reply.Silent);
        await Tell(WithSecondAttempt(1), commands: 1);
        await Coordinator.Tell(new CancelTransaction(First, "alice"));
        await Coordinator.End(First);
        Assert.Empty(await Timers<EnqueueSemantic>());
    }

    [Theory]
    [InlineData(0, 30)]
    [InlineData(1, 120)]
    [InlineData(3, 1920)]
    [InlineData(4, 3600)]
    [InlineData(5, 3600)]
    [InlineData(6, null)]
    public void Plan_OfAnIndexCommand_PausesLongerEachTimeAndEnds(int attempt, int? seconds)
    {
        var plan = new IndexDirectoryOperation().Plan(
            new IndexDirectory { Uri = "viking://user/alice/memories", Attempt = attempt, ContextType = "memory" },
            new Caller(Sample.Account, "alice"), First);

        var again = plan.PostActions.SingleOrDefault(action => action.When is PostActionTime.AfterFailure);

        Assert.Equal(seconds, again?.DelaySeconds);
        if (again is null)
            return;
        var message = WireJson.To<EnqueueSemantic>(again.Body);
        Assert.Equal((attempt + 1, "memory", false), (message.Attempt, message.ContextType, message.Recursive));
        Assert.Equal("viking://user/alice/memories", message.Uri.Value);
    }
}
