using System.Text.RegularExpressions;
using Sagas.Locks;
using Sagas.Persistence.Sqlite;

namespace Sagas.Tests.Locks;

public sealed partial class SqlitePathLocksTests : PathLocksContract
{
    readonly TestDatabase _database = new();
    readonly SqliteSession _session;

    public SqlitePathLocksTests()
    {
        _session = new SqliteSession(_database.ConnectionString);
        Locks = new SqlitePathLocks(_session);
        // Nothing here is about durability; one open transaction spares thousands of fsyncs.
        _session.Execute("BEGIN IMMEDIATE");
    }

    protected override IPathLocks Locks { get; }

    protected override long Cost => _session.StatementCount;

    const string Listing =
        "SELECT path, transaction_id, is_tree, token IS NOT NULL FROM path_locks ORDER BY path, sequence";

    protected override IReadOnlyList<HeldPath> Rows => _session.Prepare(Listing)
        .All(r => new HeldPath(r.GetString(0), new(r.GetGuid(1)), r.GetBoolean(2), r.GetBoolean(3)));

    protected override void Clear()
    {
        _session.Execute("ROLLBACK");
        _session.Execute("BEGIN IMMEDIATE");
    }

    [Fact]
    public async Task EveryStatement_AskedForItsPlan_UsesAnIndex()
    {
        await HoldMany(50);
        await Locks.Request(Sample.Id(900), [Sample.Tree("resources/a"), Sample.Exact("resources/b/c")], 100, default);
        await Locks.Request(Sample.Id(901), [Sample.Tree("resources/a/b")], 100, default);
        await Locks.Release(Sample.Id(900));

        var statements = _session.StatementTexts.Where(IsQuery).ToList();
        Assert.True(statements.Count >= 10, $"Only {statements.Count} statements were seen.");
        foreach (var sql in statements)
        {
            var plan = _session.Prepare("EXPLAIN QUERY PLAN " + Parameter().Replace(sql, "'1'"))
                .All(r => r.GetString(3));
            Assert.DoesNotContain(plan, line => line.StartsWith("SCAN", StringComparison.Ordinal)
                || line.Contains("TEMP B-TREE", StringComparison.Ordinal));
        }
    }

    // The INSERT has no plan; BEGIN, PRAGMA and this test's own listing are not part of a request.
    static bool IsQuery(string sql) =>
        (sql.StartsWith("SELECT", StringComparison.Ordinal) && sql != Listing)
        || sql.StartsWith("UPDATE", StringComparison.Ordinal) || sql.StartsWith("DELETE", StringComparison.Ordinal);

    [GeneratedRegex(@"\$\d+")]
    private static partial Regex Parameter();

    protected override void Dispose(bool disposing)
    {
        _session.Dispose();
        _database.Dispose();
        base.Dispose(disposing);
    }
}
