using Sagas.Contracts;
using Sagas.DeadLetters;
using Sagas.Locks;
using Sagas.Persistence.Model;
using Sagas.Persistence.Outbox;
using Sagas.Persistence.UnitOfWork;

namespace Sagas.Persistence.Sqlite;

/// <summary>One unit of work inside the writer's transaction. Every call completes at once.</summary>
internal sealed class SqliteUnitOfWork(SqliteSession session, SagaTables tables, RowNumbers numbers) : IUnitOfWork
{
    const string InsertRow = """
        INSERT INTO outbox (id, message_id, destination, is_optional, content_type, body, properties, due, token,
                            attempts, last_error, parked)
        VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        """;
    const string PostponeRow =
        "UPDATE outbox SET due = $0, attempts = $1, last_error = $2, parked = $3 WHERE id = $4";

    readonly List<OutboxRow> _rows = [];
    readonly List<Action> _afterCommit = [];

    public IPathLocks Locks { get; } = new SqlitePathLocks(session);

    /// <summary>The rows that the dispatcher gets when the commit is durable.</summary>
    public IReadOnlyList<OutboxRow> Rows => _rows;

    public IReadOnlyList<Action> AfterCommitActions => _afterCommit;

    public ValueTask<TSaga?> Load<TSaga>(Guid id)
        where TSaga : class
    {
        var table = tables.Of<TSaga>();
        var found = session.Prepare(table.SelectSql).All<TSaga>(table.Read, id);
        return ValueTask.FromResult(found.SingleOrDefault());
    }

    public ValueTask<bool> Insert<TSaga>(TSaga saga)
        where TSaga : class
    {
        var table = tables.Of<TSaga>();
        return ValueTask.FromResult(session.Prepare(table.InsertSql).Run(table.InsertValues(saga)) == 1);
    }

    public ValueTask Update<TSaga>(TSaga saga)
        where TSaga : class
    {
        var table = tables.Of<TSaga>();
        if (session.Prepare(table.UpdateSql).Run(table.UpdateValues(saga)) != 1)
            throw new StaleSagaException(typeof(TSaga), (Guid)table.Key.Stored(saga)!);
        return ValueTask.CompletedTask;
    }

    public ValueTask Delete<TSaga>(TSaga saga)
        where TSaga : class
    {
        var table = tables.Of<TSaga>();
        session.Prepare(table.DeleteSql).Run(table.Key.Stored(saga));
        return ValueTask.CompletedTask;
    }

    public ValueTask Add(OutboxRow row)
    {
        row.Id = numbers.Next();
        session.Prepare(InsertRow).Run(
            row.Id, row.MessageId, row.Destination, row.IsOptional, row.ContentType, row.Body, row.Properties,
            row.Due.ToUnixTimeMilliseconds(), row.Token, row.Attempts, row.LastError, row.Parked);
        _rows.Add(row);
        return ValueTask.CompletedTask;
    }

    public ValueTask CancelTimer(Guid token)
    {
        session.Prepare("DELETE FROM outbox WHERE token = $0").Run(token);
        return ValueTask.CompletedTask;
    }

    public ValueTask Postpone(OutboxRow row)
    {
        session.Prepare(PostponeRow).Run(
            row.Due.ToUnixTimeMilliseconds(), row.Attempts, row.LastError, row.Parked, row.Id);
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> Unpark(long row, DateTimeOffset due)
    {
        const string unpark =
            "UPDATE outbox SET parked = 0, due = $0, attempts = max(attempts - 1, 0) WHERE id = $1 AND parked";
        return ValueTask.FromResult(session.Prepare(unpark).Run(due.ToUnixTimeMilliseconds(), row) == 1);
    }

    public ValueTask<bool> DiscardParked(long row) =>
        ValueTask.FromResult(session.Prepare("DELETE FROM outbox WHERE id = $0 AND parked").Run(row) == 1);

    public ValueTask Record(DeadLetterAction line)
    {
        const string insert = """
            INSERT INTO dead_letter_actions (at, by_whom, action, result, why, letter_id, letter_group, queue,
                                             message_id, transaction_id)
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9)
            """;
        session.Prepare(insert).Run(
            line.At.ToUnixTimeMilliseconds(), line.By, line.Action, line.Result, line.Why, line.LetterId, line.Group,
            line.Queue, line.MessageId, line.TransactionId);
        return ValueTask.CompletedTask;
    }

    public ValueTask<int> Forget(DateTimeOffset endedBefore, int limit)
    {
        // A commit whose transaction is forgotten before it would be begun a second time by a late duplicate, and
        // never hear of its end: the row that composes goes first.
        const string commits = """
            DELETE FROM session_commits WHERE id IN (
                SELECT id FROM session_commits WHERE ended_at IS NOT NULL AND updated_at < $0 LIMIT $1)
            """;
        const string transactions = $"""
            DELETE FROM transactions WHERE id IN (
                SELECT id FROM transactions WHERE phase = '{TransactionPhase.Released}' AND updated_at < $0
                    AND id NOT IN (SELECT id FROM session_commits) LIMIT $1)
            """;
        var before = endedBefore.ToUnixTimeMilliseconds();
        return ValueTask.FromResult(
            session.Prepare(commits).Run(before, limit) + session.Prepare(transactions).Run(before, limit));
    }

    public ValueTask<int> ForgetAudit(DateTimeOffset before, int limit)
    {
        // Lines are added in the order of their time: only the first are looked at, whatever lies behind them.
        const string forget = """
            DELETE FROM dead_letter_actions WHERE id IN (
                SELECT id FROM (SELECT id, at FROM dead_letter_actions ORDER BY id LIMIT $1) WHERE at < $0)
            """;
        return ValueTask.FromResult(session.Prepare(forget).Run(before.ToUnixTimeMilliseconds(), limit));
    }

    public void AfterCommit(Action action) => _afterCommit.Add(action);
}
