using Sagas.Persistence.Outbox;
using Sagas.Queries;
using Sagas.SessionCommit;

namespace Sagas.Tests.Queries;

/// <summary>What a transaction waits for by itself, and until when.</summary>
public sealed class TimersTests : QueriesTest
{
    static Guid Token(int number) => Sample.Id(100 + number).Value;

    static OutboxRow Timer(int number) => new()
    {
        Id = number,
        MessageId = Sample.Id(number).Value,
        Token = Token(number),
        Due = Sample.Now.AddSeconds(number),
    };

    [Fact]
    public async Task Find_TimersAreSet_ShowsThemInOrder()
    {
        var row = Row(1);
        (row.LockWaitToken, row.StepTimerToken, row.ExecDeadlineToken, row.UndoRetryToken) =
            (Token(4), Token(3), Token(2), Token(1));
        var commit = new CommitState
        {
            CorrelationId = row.CorrelationId,
            Phase = "Resting",
            TurnWaitToken = Token(5),
            AttemptToken = Token(6),
            RestToken = Token(7),
        };
        await Store([row, commit, .. Enumerable.Range(1, 8).Select(Timer)]);

        var expected = new[] { "undo_retry", "exec_deadline", "step", "lock_wait", "turn_wait", "attempt", "rest" }
            .Select((kind, i) => new TimerView(kind, Sample.Now.AddSeconds(i + 1)));
        Assert.Equal(expected, (await Queries.Find(Sample.Id(1), Stop))!.Timers);
        Assert.Equal(expected, (await Queries.List(new TransactionFilter(), Stop)).Items.Single().Timers);
    }

    [Theory]
    [InlineData("Archiving", "answer")]
    [InlineData("Extracting", "attempt")]
    [InlineData("Writing", "answer")]
    public async Task Find_ACommitWaits_SaysForWhat(string state, string kind)
    {
        var row = Row(1);
        var commit = new CommitState { CorrelationId = row.CorrelationId, Phase = state, AttemptToken = Token(1) };
        await Store(row, commit, Timer(1));

        Assert.Equal(kind, Assert.Single((await Queries.Find(Sample.Id(1), Stop))!.Timers).Kind);
    }

    [Fact]
    public async Task Find_TimerIsGone_ShowsNone()
    {
        var row = Row(1);
        row.StepTimerToken = Token(1);
        await Store(row, Timer(2));

        Assert.Empty((await Queries.Find(Sample.Id(1), Stop))!.Timers);
        Assert.Null(await Queries.Find(Sample.Id(2), Stop));
    }
}
