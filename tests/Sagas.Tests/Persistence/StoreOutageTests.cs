using Microsoft.Data.Sqlite;
using Sagas.Contracts;
using Sagas.Lifecycle;
using Sagas.Persistence.Sqlite;
using Sagas.Persistence.UnitOfWork;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.Persistence;

/// <summary>The database cannot be written for a while. No message is to blame for it.</summary>
public sealed class StoreOutageTests : MachineTest
{
    const string Point = "writer.before-commit";
    const int Full = 13;

    readonly ScriptedFaults _faults = new();

    /// <summary>Time passes here faster than the work is done: no deadline may come of that.</summary>
    readonly LifecycleOptions _times = new() { Exec = TimeSpan.FromDays(30) };

    private protected override Setup Setup => new() { Faults = _faults, Times = _times };

    void Break() => _faults.On(
        Point, () => Task.FromException(new SqliteException("database or disk is full", Full)));

    void Mend() => _faults.On(Point, () => Task.CompletedTask);

    /// <summary>Lets time pass until it is so, or somebody has given up.</summary>
    async Task PassUntil(Func<bool> isSo)
    {
        while (!isSo() && Coordinator.Received.Faults.IsEmpty)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            Pass(1);
            await Task.Yield();
        }
    }

    [Fact]
    public async Task Message_WhileNothingCanBeStored_IsTriedUntilItCan()
    {
        _times.Step = TimeSpan.FromDays(10);
        await Coordinator.Quiet();
        Break();
        var before = _faults.ReachedCount(Point);
        var told = Coordinator.Tell(Begin(1));
        await PassUntil(() => _faults.ReachedCount(Point) > before + 30);
        Assert.False(told.IsCompleted);

        Mend();
        await PassUntil(() => told.IsCompleted);
        await told;

        Assert.Equal(TransactionOutcome.Committed, (await Coordinator.End(First)).Outcome);
        Assert.Empty(Coordinator.Received.Faults);
    }

    [Fact]
    public async Task Stop_WhileNothingCanBeStored_IsNotHeldUpAndTheNextProcessGoesOn()
    {
        Participants.Do(0, attempt => attempt == 1 ? Reply.Silent : Reply.Done);
        await Tell(Begin(1), commands: 1);
        Break();
        var before = _faults.ReachedCount(Point);
        Pass(30);
        await PassUntil(() => _faults.ReachedCount(Point) > before + 3);

        await Coordinator.DisposeAsync().AsTask().WaitAsync(
            TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Mend();
        await Restart();

        var view = await Coordinator.End(First);
        Assert.Equal((TransactionOutcome.Committed, 2), (view.Outcome, view.Steps[0].Attempts));
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, true)]
    [InlineData(8, true)]
    [InlineData(10, true)]
    [InlineData(13, true)]
    [InlineData(14, true)]
    [InlineData(1, false)]
    [InlineData(11, false)]
    [InlineData(19, false)]
    public void Failure_OfSqlite_IsOfTheStoreOrOfTheUnit(int code, bool isOfTheStore)
    {
        var failure = new InvalidOperationException("A saga.", new SqliteException("Why.", code));

        var found = SqliteFailures.Of(failure);

        Assert.Equal(isOfTheStore, found is StoreUnavailableException);
        Assert.True(isOfTheStore || ReferenceEquals(found, failure));
    }

    [Fact]
    public async Task Unit_ThatMetAFullDatabase_TellsItsCallerSo()
    {
        var store = Coordinator.Get<IUnitOfWorkStore>();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Run(
            _ => throw new SqliteException("database or disk is full", Full), TestContext.Current.CancellationToken));
    }
}
