using Sagas.Contracts;
using Sagas.Tests.Hosting;
using Sagas.Tests.SessionCommit;

namespace Sagas.Tests.Intake;

/// <summary>Where a producer wants its answer is the producer's word: an end must not depend on it.</summary>
public sealed class AnswerAddressTests : CommitTest
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string> Unusable =>
    [
        "http://somewhere/answers", "carrier-pigeon:home", "reply:?x=1", "reply:?queue=", "reply:?queue=a&queue=b",
        "reply:",
    ];

    [Theory, MemberData(nameof(Unusable))]
    public async Task Command_WithAnUnusableAnswerAddress_IsDoneAndAnswersNobody(string address)
    {
        await Coordinator.Send(
            "make-directory", new MakeDirectory { TransactionId = First, Uri = "viking://resources/a" },
            context => context.ResponseAddress = new Uri(address));
        await Coordinator.UntilPhase(First, TransactionPhase.Exec);

        await Coordinator.Tell(new StepCompleted(First, 0));

        Assert.Equal(TransactionOutcome.Committed, (await Coordinator.View(First)).Outcome);
        Assert.Empty(await HeldLocks());
        Assert.Empty(Coordinator.Received.Faults);
        await using var db = Coordinator.Context();
        Assert.Null((await db.Transactions.FindAsync([First.Value], Stop))!.ReplyTo);
    }

    /// <summary>What an earlier build has written down unchecked.</summary>
    [Theory, MemberData(nameof(Unusable))]
    public async Task End_WithAnUnusableAnswerAddress_FreesTheLocksAndCountsTheAnswer(string address)
    {
        var begin = Begin(1, steps: 1) with { ReplyTo = new Uri(address) };

        await Coordinator.Tell(begin);

        Assert.Equal(TransactionOutcome.Committed, (await Coordinator.End(First)).Outcome);
        Assert.Empty(await HeldLocks());
        Assert.Equal(1, Coordinator.Counts.Of("sagas.answers.unsendable"));

        await Coordinator.Tell(begin);

        Assert.Equal(2, Coordinator.Counts.Of("sagas.answers.unsendable"));
        Assert.Empty(Coordinator.Received.Faults);
    }

    [Theory, MemberData(nameof(Unusable))]
    public async Task Commit_WithAnUnusableAnswerAddress_GoesOn(string address)
    {
        var archive = new ArchiveMessages("default", Sample.Uri("user/alice/sessions/s1"), First, 0, "alice");

        await TellCommits(new BeginTransaction
        {
            TransactionId = First,
            Operation = "session_commit",
            Account = "default",
            User = "alice",
            Uris = ["viking://user/alice/sessions/s1"],
            Steps = [PlannedStep.Of(archive)],
            ReplyTo = new Uri(address),
        });

        await Until(1, SessionCommitPhase.Completed);
        Assert.Equal(1, Coordinator.Counts.Of("sagas.answers.unsendable"));
        Assert.Empty(Coordinator.Received.Faults);
    }
}
