using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Sagas.Contracts;
using Sagas.Lifecycle;
using Sagas.Persistence.Model;
using Sagas.Queries;

namespace Sagas.Tests.Queries;

/// <summary>Questions to a real database that a test has filled.</summary>
public abstract class QueriesTest : IDisposable
{
    readonly TestDatabase _database = new();

    private protected TransactionQueries Queries =>
        new(new Contexts(_database), new FakeTimeProvider(Sample.Now));

    private protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    private protected async Task Store(params object[] rows)
    {
        await using var db = _database.Context();
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

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _database.Dispose();
    }

    sealed class Contexts(TestDatabase database) : IDbContextFactory<SagasDbContext>
    {
        public SagasDbContext CreateDbContext() => database.Context();
    }
}
