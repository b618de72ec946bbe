using Sagas.Queries;

namespace Sagas.Tests.Persistence;

/// <summary>Whether the service is idle is asked often, and what has ended is the most by far.</summary>
public sealed class BacklogTests : IDisposable
{
    readonly TestDatabase _database = new();

    [Fact]
    public void Backlog_TheStatement_LooksAtNothingThatHasEnded()
    {
        var plan = _database.Query("EXPLAIN QUERY PLAN " + TransactionQueries.BacklogSql.Replace(
            "{0}", "1", StringComparison.Ordinal));

        Assert.DoesNotContain(plan, line => line.Contains("SCAN transactions", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("SCAN outbox", StringComparison.Ordinal));
    }

    public void Dispose() => _database.Dispose();
}
