using System.Text.Encodings.Web;
using Microsoft.EntityFrameworkCore;
using Sagas.Contracts;
using Sagas.Lifecycle;
using Sagas.Locks;
using Sagas.Persistence.Model;
using Sagas.Persistence.Sqlite;
using Sagas.SessionCommit;

namespace Sagas.Queries;

internal sealed class TransactionQueries(IDbContextFactory<SagasDbContext> contexts, TimeProvider time)
    : ITransactionQueries
{
    // One statement, so one moment: work that moves between a transaction and the outbox while they are counted one
    // after the other would be seen in neither. A message's due time is the end of its lease: until it is deleted it
    // counts, whatever the time. The open phases by name, since what has ended is the most by far.
    internal const string BacklogSql = $$"""
        SELECT (SELECT count(*) FROM transactions WHERE phase IN ('{{TransactionPhase.Init}}',
                '{{TransactionPhase.Acquire}}', '{{TransactionPhase.Exec}}', '{{TransactionPhase.Committed}}',
                '{{TransactionPhase.RollingBack}}', '{{TransactionPhase.RolledBack}}',
                '{{TransactionPhase.Suspended}}'))
            + (SELECT count(*) FROM session_commits c WHERE c.phase IN ('archiving', 'archived', 'extracting',
                'resting', 'writing') AND NOT EXISTS (SELECT 1 FROM transactions t
                WHERE t.id IN (c.id, c.memory_id) AND t.phase = '{{TransactionPhase.Suspended}}')) AS "Open",
            (SELECT count(*) FROM transactions WHERE phase = '{{TransactionPhase.Suspended}}') AS "Suspended",
            (SELECT count(*) FROM outbox WHERE parked = 1) AS "Parked",
            (SELECT count(*) FROM outbox WHERE parked = 0 AND (token IS NULL OR due <= {0})) AS "Pending",
            (SELECT min(due) FROM outbox WHERE parked = 0 AND (token IS NULL OR due <= {0})) AS "OldestMs"
        """;

    // These two are asked at every write; the others are asked by people.
    static readonly Func<SagasDbContext, Guid, CancellationToken, Task<bool>> EndedById =
        EF.CompileAsyncQuery((SagasDbContext db, Guid id, CancellationToken _) =>
            db.Transactions.Any(x => x.CorrelationId == id && x.EndedAt != null));

    static readonly Func<SagasDbContext, Guid, CancellationToken, Task<Row?>> ById =
        EF.CompileAsyncQuery((SagasDbContext db, Guid id, CancellationToken _) => (
            from transaction in db.Transactions.AsNoTracking()
            where transaction.CorrelationId == id
            join commit in db.SessionCommits.AsNoTracking()
                on transaction.CorrelationId equals commit.CorrelationId into commits
            from commit in commits.DefaultIfEmpty()
            select new Row(transaction, commit)).SingleOrDefault());

    public async Task<bool> HasEnded(TransactionId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await EndedById(db, id.Value, cancellationToken);
    }

    public async Task<TransactionView?> Find(TransactionId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await ById(db, id.Value, cancellationToken) is not var (transaction, commit))
            return null;
        var timers = await db.Timers([transaction], commit is null ? [] : [commit], cancellationToken);
        return transaction.ToView(transaction.Steps(), commit, timers[id.Value]);
    }

    public async Task<TransactionPage> List(TransactionFilter filter, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var limit = Math.Clamp(filter.Limit, 1, 1000);
        var page = await After(filter.After, Wanted(db, filter))
            .OrderByDescending(x => x.CreatedAt).ThenByDescending(x => x.CorrelationId)
            .Take(limit + 1).WithoutPlan().ToListAsync(cancellationToken);
        var kinds = await KindsOf(db, page, cancellationToken);
        var commits = await CommitsOf(db, page, cancellationToken);
        var timers = await db.Timers(page, commits.Values, cancellationToken);
        var items = page.Take(limit)
            .Select(row => row.ToView(
                row.Steps(kinds[row.CorrelationId]), commits.GetValueOrDefault(row.CorrelationId),
                timers[row.CorrelationId]))
            .ToList();
        return new TransactionPage(
            items, page.Count > limit ? new TransactionCursor(items[^1].CreatedAt, items[^1].Id).ToString() : null);
    }

    static IQueryable<TransactionState> Wanted(SagasDbContext db, TransactionFilter filter)
    {
        var rows = db.Transactions.AsNoTracking();
        if (filter.Account is { } account)
            rows = rows.Where(x => x.Account == account);
        if (filter.User is { } user)
            rows = rows.Where(x => x.User == user);
        if (filter.Phase is { } phase)
        {
            var state = PhaseName.ToState(phase);
            rows = rows.Where(x => x.Phase == state);
        }
        if (filter.Outcome is { } outcome)
            rows = rows.Where(x => x.Outcome == outcome);
        if (filter.Operation is { } operation)
            rows = rows.Where(x => x.Operation == operation);
        if (filter.Uri is { } uri)
            rows = rows.Where(x => EF.Functions.Like((string)(object)x.Uris, $"%{Escaped(Stored(uri))}%", "\\"));
        if (filter.Resource is { } resource)
        {
            // In the column a quote is never part of an item.
            var (whole, session) = ($"\"{Stored(resource)}\"", $"{Stored(SessionUri.EndOf(resource))}\"");
            rows = rows.Where(x => ((string)(object)x.Uris).Contains(whole)
                || ((string)(object)x.Uris).Contains(session));
        }
        return filter.Status is { } status ? rows.In(db, status) : rows;
    }

    static IQueryable<TransactionState> After(TransactionCursor? cursor, IQueryable<TransactionState> rows)
    {
        if (cursor is null)
            return rows;
        var (at, id) = (cursor.CreatedAt, cursor.Id.Value);
        // The first condition alone is what the index can find its place with.
        return rows.Where(x => x.CreatedAt <= at && (x.CreatedAt < at || x.CorrelationId.CompareTo(id) < 0));
    }

    static async Task<ILookup<Guid, string>> KindsOf(
        SagasDbContext db, List<TransactionState> page, CancellationToken cancellationToken)
    {
        var ids = page.Select(row => row.CorrelationId).ToList();
        var steps = await db.PlannedKinds().Where(x => ids.Contains(x.TransactionId)).OrderBy(x => x.Step)
            .ToListAsync(cancellationToken);
        return steps.ToLookup(x => x.TransactionId, x => x.Kind);
    }

    static async Task<Dictionary<Guid, CommitState>> CommitsOf(
        SagasDbContext db, List<TransactionState> page, CancellationToken cancellationToken)
    {
        var ids = page.Select(row => row.CorrelationId).ToList();
        var rows = await db.SessionCommits.AsNoTracking()
            .Where(x => ids.Contains(x.CorrelationId)).ToListAsync(cancellationToken);
        return rows.ToDictionary(row => row.CorrelationId);
    }

    public async Task<IReadOnlyList<LockView>> Locks(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.PathLocks.AsNoTracking().ToListAsync(cancellationToken);
        return rows.OrderBy(x => x.Path, StringComparer.Ordinal).ThenBy(x => x.Token is null).ThenBy(x => x.Sequence)
            .Select(ToView).ToList();
    }

    public async Task<TransactionId?> HolderOf(string account, VikingUri uri, CancellationToken cancellationToken)
    {
        var path = LockPath.Of(new PathLock(account, uri, LockMode.Exact));
        var above = LockPath.Ancestors(path).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var holder = await db.PathLocks.AsNoTracking()
            .Where(x => x.Token != null && (x.Path == path || x.IsTree && above.Contains(x.Path)))
            .Select(x => (Guid?)x.TransactionId).FirstOrDefaultAsync(cancellationToken);
        return holder is { } id ? new TransactionId(id) : null;
    }

    public async Task<BacklogView> Backlog(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var nowMs = now.ToUnixTimeMilliseconds();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.Database.SqlQueryRaw<BacklogRow>(BacklogSql, nowMs).SingleAsync(cancellationToken);
        var oldest = row.OldestMs is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : now;
        return new BacklogView(
            row.Open, row.Suspended, row.Pending, row.Parked, now > oldest ? now - oldest : TimeSpan.Zero);
    }

    sealed record BacklogRow(int Open, int Suspended, int Parked, int Pending, long? OldestMs);

    static LockView ToView(PathLockRow row)
    {
        var (account, uri) = LockPath.Parse(row.Path);
        return new LockView(
            new TransactionId(row.TransactionId), account, uri, row.IsTree ? LockMode.Tree : LockMode.Exact,
            row.Token is not null, row.Sequence, row.Token, row.RequestedAt);
    }

    /// <summary>As it stands in the JSON of the column: <see cref="AsJson{T}"/> writes ASCII.</summary>
    static string Stored(string text) => JavaScriptEncoder.Default.Encode(text);

    static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal);

    sealed record Row(TransactionState Transaction, CommitState? Commit);
}
