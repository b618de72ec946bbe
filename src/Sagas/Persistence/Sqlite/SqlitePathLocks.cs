using Microsoft.Data.Sqlite;
using Sagas.Contracts;
using Sagas.Locks;

namespace Sagas.Persistence.Sqlite;

/// <summary>Path locks as rows. The writer runs one unit at a time, so looking and taking is atomic.</summary>
internal sealed class SqlitePathLocks(SqliteSession session) : IPathLocks
{
    const string Blocking = "transaction_id <> $0 AND (token IS NOT NULL OR sequence < $1)";
    const string AtPath = $"SELECT transaction_id FROM path_locks WHERE path = $2 AND {Blocking} LIMIT 1";
    const string AtAncestor =
        $"SELECT transaction_id FROM path_locks WHERE path = $2 AND is_tree AND {Blocking} LIMIT 1";
    const string Below =
        $"SELECT transaction_id FROM path_locks WHERE path > $2 AND path < $3 AND {Blocking} LIMIT 1";

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
            if (BlockerOf(transaction.Value, path, source.Mode is LockMode.Tree, sequence) is not { } blocker)
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
        foreach (var waiter in freed.SelectMany(WaitersOn).DistinctBy(w => w.Transaction).OrderBy(w => w.Sequence))
        {
            var request = OfTransaction(new TransactionId(waiter.Transaction));
            var blocked = request.Any(r => BlockerOf(r.Transaction, r.Path, r.IsTree, r.Sequence) is not null);
            if (blocked)
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
    Guid? BlockerOf(Guid transaction, string path, bool isTree, long sequence)
    {
        if (First(AtPath, transaction, sequence, path) is { } same)
            return same;
        foreach (var ancestor in LockPath.Ancestors(path))
        {
            if (First(AtAncestor, transaction, sequence, ancestor) is { } above)
                return above;
        }
        return isTree ? First(Below, transaction, sequence, path, LockPath.EndOfDescendants(path)) : null;
    }

    /// <summary>The requests in line that <paramref name="freed"/> may have stood in the way of.</summary>
    IEnumerable<LockRow> WaitersOn(LockRow freed)
    {
        const string waiting = $"SELECT {LockRow.Columns} FROM path_locks WHERE token IS NULL AND ";
        var waiters = session.Prepare(waiting + "path = $0").All(LockRow.Read, freed.Path);
        foreach (var ancestor in LockPath.Ancestors(freed.Path))
            waiters.AddRange(session.Prepare(waiting + "path = $0 AND is_tree").All(LockRow.Read, ancestor));
        if (freed.IsTree)
        {
            waiters.AddRange(session.Prepare(waiting + "path > $0 AND path < $1")
                .All(LockRow.Read, freed.Path, LockPath.EndOfDescendants(freed.Path)));
        }
        return waiters;
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
