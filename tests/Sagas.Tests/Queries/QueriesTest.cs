using Sagas.Contracts;
using Sagas.Lifecycle;
using Sagas.Persistence.Model;
using Sagas.Queries;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.Queries;

/// <summary>Questions to a real database that a test has filled.</summary>
public abstract class QueriesTest : MachineTest
{
    private protected ITransactionQueries Queries => Coordinator.Queries;

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected async Task Store(params object[] rows)
    {
        await using var db = Coordinator.Context();
        db.AddRange(rows);
        await db.SaveChangesAsync(Stop);
    }

    /// <summary>A transaction that has committed, <paramref name="second"/> seconds after the first.</summary>
    private protected static TransactionState Row(int number, string user = "alice", int second = 0) => new()
    {
        CorrelationId = Sample.Id(number).Value,
        Phase = PhaseName.ToState(TransactionPhase.Released),
        Outcome = TransactionOutcome.Committed,
        Operation = "mv",
        Account = Sample.Account,
        User = user,
        Uris = [$"viking://resources/{number}"],
        CreatedAt = Sample.Now.AddSeconds(second),
        UpdatedAt = Sample.Now.AddSeconds(second),
        EndedAt = Sample.Now.AddSeconds(second),
    };
}
