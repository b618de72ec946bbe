using Microsoft.Data.Sqlite;
using Sagas.Contracts;
using Sagas.Locks;

namespace Sagas.Persistence.Sqlite;

/// <summary>Path locks as rows. The writer runs one unit at a time, so looking and taking is atomic.</summary>
/// <remarks>
/// Of two requests that conflict, the earlier one is served first: who holds has always asked before those who wait for
/// it. So whatever stands in the way of a request has a lower sequence, held or not; and of those on one path, which
/// all conflict, none but the first can be granted.
/// </remarks>
internal sealed class SqlitePathLocks(SqliteSession session) : IPathLocks
{
    const string Earlier = "SELECT transaction_id FROM path_locks WHERE sequence < $0 AND ";
    const string AtPath = Earlier + "path = $1 AND is_tree IN (0, 1) LIMIT 1";
    const string AtAncestor = Earlier + "path = $1 AND is_tree = 1 LIMIT 1";
    const string Below = Earlier + "path > $1 AND path < $2 LIMIT 1";

    public ValueTask<LockAnswer> Request(
        TransactionId transaction, IReadOnlyList<PathLock> locks, int waitersMax, DateTimeOffset now)
    {
        var earlier = OfTransaction(transaction);
        if (earlier.Count > 0)
            return ValueTask.FromResult(new LockAnswer(TokenOf(earlier), Waiting: earlier[0].Token is null));

        var wanted = Collapsed(locks);
        var sequence = NextSequence();
        foreach (var (path, source) in wanted)
        {
            if (BlockerOf(path, source.Mode is LockMode.Tree, sequence) is not { } blocker)
                continue;
            var waits = Waiters() < waitersMax;
            if (waits)
            {
                Write(transaction, wanted, sequence, token: null, now);
                AddWaiters(1);
            }
            return ValueTask.FromResult(new LockAnswer(null, waits, new TransactionId(blocker), source));
        }
        Write(transaction, wanted, sequence, token: sequence, now);
        return ValueTask.FromResult(new LockAnswer(new FencingToken(sequence)));
    }

    public ValueTask<IReadOnlyList<LocksGranted>> Release(TransactionId transaction)
    {
        var freed = OfTransaction(transaction);
        session.Prepare("DELETE FROM path_locks WHERE transaction_id = $0").Run(transaction.Value);
        if (freed is [{ Token: null }, ..])
            AddWaiters(-1);

        var granted = new List<LocksGranted>();
        var next = freed.SelectMany(FirstBehind).DistinctBy(w => w.Transaction).OrderBy(w => w.Sequence).ToList();
        foreach (var waiter in next)
        {
            var request = OfTransaction(new TransactionId(waiter.Transaction));
            if (request.Any(r => BlockerOf(r.Path, r.IsTree, r.Sequence) is not null))
                continue;
            var token = NextSequence();
            session.Prepare("UPDATE path_locks SET token = $0 WHERE transaction_id = $1")
                .Run(token, waiter.Transaction);
            AddWaiters(-1);
            granted.Add(new LocksGranted(new TransactionId(waiter.Transaction), new FencingToken(token)));
        }
        return ValueTask.FromResult<IReadOnlyList<LocksGranted>>(granted);
    }

    /// <summary>A transaction that holds, or asked earlier for, what conflicts; null when there is none.</summary>
    Guid? BlockerOf(string path, bool isTree, long sequence)
    {
        if (First(AtPath, sequence, path) is { } same)
            return same;
        foreach (var ancestor in LockPath.Ancestors(path))
        {
            if (First(AtAncestor, sequence, ancestor) is { } above)
                return above;
        }
        return isTree ? First(Below, sequence, path, LockPath.EndOfDescendants(path)) : null;
    }

    /// <summary>
    /// Who may be free to go now that <paramref name="freed"/> is gone: of each path that it conflicted with the first
    /// in line, unless that one holds it, or came earlier and so never waited for this.
    /// </summary>
    IEnumerable<LockRow> FirstBehind(LockRow freed)
    {
        const string first = $"SELECT {LockRow.Columns} FROM path_locks WHERE path = $0 AND is_tree = $1 "
            + "ORDER BY sequence LIMIT 1";
        // The other columns are those of the row with the lowest sequence.
        const string firstBelow = "SELECT path, transaction_id, is_tree, min(sequence), token FROM path_locks "
            + "WHERE path > $0 AND path < $1 GROUP BY path";
        var rows = session.Prepare(first).All(LockRow.Read, freed.Path, false);
        rows.AddRange(session.Prepare(first).All(LockRow.Read, freed.Path, true));
        foreach (var ancestor in LockPath.Ancestors(freed.Path))
            rows.AddRange(session.Prepare(first).All(LockRow.Read, ancestor, true));
        if (freed.IsTree)
        {
            rows.AddRange(session.Prepare(firstBelow)
                .All(LockRow.Read, freed.Path, LockPath.EndOfDescendants(freed.Path)));
        }
        return rows.Where(row => row.Token is null && row.Sequence > freed.Sequence);
    }

    List<LockRow> OfTransaction(TransactionId transaction) =>
        session.Prepare($"SELECT {LockRow.Columns} FROM path_locks WHERE transaction_id = $0")
            .All(LockRow.Read, transaction.Value);

    static Dictionary<string, PathLock> Collapsed(IReadOnlyList<PathLock> locks) => locks
        .GroupBy(LockPath.Of)
        .ToDictionary(g => g.Key, g => g.MaxBy(l => l.Mode)!);

    static FencingToken? TokenOf(List<LockRow> rows) => rows[0].Token is { } token ? new FencingToken(token) : null;

    void Write(
        TransactionId transaction, Dictionary<string, PathLock> wanted, long sequence, long? token, DateTimeOffset now)
    {
        const string insert = """
            INSERT INTO path_locks (path, transaction_id, is_tree, sequence, token, requested_at)
            VALUES ($0, $1, $2, $3, $4, $5)
            """;
        foreach (var (path, source) in wanted)
        {
            session.Prepare(insert).Run(
                path, transaction.Value, source.Mode is LockMode.Tree, sequence, token, now.ToUnixTimeMilliseconds());
        }
    }

    long NextSequence() => (long)session.Prepare(
        $"UPDATE counters SET value = value + 1 WHERE name = '{LockSequence.Counter}' RETURNING value").Scalar()!;

    long Waiters() => session.Prepare(
        $"SELECT value FROM counters WHERE name = '{LockSequence.Waiters}'").Scalar() as long? ?? 0;

    void AddWaiters(int count) => session.Prepare($"""
        INSERT INTO counters (name, value) VALUES ('{LockSequence.Waiters}', $0)
        ON CONFLICT (name) DO UPDATE SET value = value + $0
        """).Run(count);

    Guid? First(string sql, params ReadOnlySpan<object?> parameters) =>
        session.Prepare(sql).Scalar(parameters) is string text ? Guid.Parse(text) : null;

    readonly record struct LockRow(string Path, Guid Transaction, bool IsTree, long Sequence, long? Token)
    {
        public const string Columns = "path, transaction_id, is_tree, sequence, token";

        public static LockRow Read(SqliteDataReader reader) => new(
            reader.GetString(0), reader.GetGuid(1), reader.GetBoolean(2), reader.GetInt64(3),
            reader.IsDBNull(4) ? null : reader.GetInt64(4));
    }
}
