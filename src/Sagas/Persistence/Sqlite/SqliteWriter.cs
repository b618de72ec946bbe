using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Sagas.Contracts;
using Sagas.Persistence.Model;
using Sagas.Persistence.Outbox;
using Sagas.Persistence.UnitOfWork;

namespace Sagas.Persistence.Sqlite;

/// <summary>
/// The one writer of a SQLite database: takes the units of work that are ready, runs each whole inside a savepoint of
/// one transaction, commits once, and only then lets their callers go on. It never waits for more units: when the
/// queue is short, the commit is of one. A unit that throws is rolled back alone.
/// </summary>
/// <remarks>
/// Every unit runs to its end before the next begins, so units see each other's changes in order, path-lock decisions
/// included, and there is no SQLITE_BUSY and no version conflict. The price: nothing in a unit may do I/O.
/// </remarks>
internal sealed partial class SqliteWriter : IUnitOfWorkStore, IAsyncDisposable
{
    const int UnitsMax = 64;
    const int DeletionsMax = 500;

    readonly Channel<QueuedUnit> _queue = Channel.CreateUnbounded<QueuedUnit>(new() { SingleReader = true });
    readonly SqliteSession _session;
    readonly SagaTables _tables;
    readonly RowNumbers _numbers;
    readonly FinishedRows _finished;
    readonly InFlightRows _inFlight;
    readonly Lazy<IOutboxDispatcher> _dispatcher;
    readonly IFaultPoints _faults;
    readonly WriterMetrics _metrics;
    readonly Burst _failures;
    readonly ILogger<SqliteWriter> _logger;
    readonly Task _loop;

    public SqliteWriter(
        string connectionString, SagaTables tables, FinishedRows finished, InFlightRows inFlight,
        Lazy<IOutboxDispatcher> dispatcher, IFaultPoints faults, WriterMetrics metrics, TimeProvider time,
        ILogger<SqliteWriter> logger)
    {
        _session = new SqliteSession(connectionString);
        _tables = tables;
        _numbers = new RowNumbers(_session);
        _finished = finished;
        _inFlight = inFlight;
        _dispatcher = dispatcher;
        _faults = faults;
        _metrics = metrics;
        _failures = new Burst(time);
        _logger = logger;
        _loop = Task.Run(Loop);
    }

    public Task Run(Func<IUnitOfWork, Task> work, CancellationToken cancellationToken)
    {
        var unit = new QueuedUnit(work, ExecutionContext.Capture(), cancellationToken);
        ObjectDisposedException.ThrowIf(!_queue.Writer.TryWrite(unit), this);
        return unit.Committed;
    }

    async Task Loop()
    {
        var batch = new List<QueuedUnit>();
        while (await _queue.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < UnitsMax && _queue.Reader.TryRead(out var unit))
                batch.Add(unit);
            await Commit(batch);
            if (_failures.Over() is > 0 and var others)
                LogMoreFailed(others);
        }
    }

    async Task Commit(List<QueuedUnit> batch)
    {
        IReadOnlyList<long> deleted = [];
        try
        {
            _session.Execute("BEGIN IMMEDIATE");
            foreach (var unit in batch)
                await RunAlone(unit);
            deleted = _finished.Take(DeletionsMax);
            Delete(deleted);
            await _faults.Reach("writer.before-commit");
            // Died before this line: nothing of the batch happened, and its messages were not acknowledged.
            _session.Execute("COMMIT");
        }
        catch (Exception exception)
        {
            if (_failures.Begins())
                LogCommitFailed(exception, batch.Count);
            _finished.PutBack(deleted);
            RollBack();
            foreach (var unit in batch)
                unit.Fail(SqliteFailures.Of(exception));
            return;
        }
        await AfterCommit(batch, deleted);
    }

    /// <summary>All with one statement: a call for each row would cost more than the row.</summary>
    void Delete(IReadOnlyList<long> rows)
    {
        if (rows.Count > 0)
        {
            _session.Prepare("DELETE FROM outbox WHERE id IN (SELECT value FROM json_each($0))")
                .Run($"[{string.Join(',', rows)}]");
        }
    }

    async Task RunAlone(QueuedUnit unit)
    {
        if (unit.TryCancel())
            return;
        _session.Execute("SAVEPOINT unit");
        try
        {
            var run = unit.Start(new SqliteUnitOfWork(_session, _tables, _numbers));
            if (!run.IsCompleted)
                _metrics.WentAsync();
            await run;
            _session.Execute("RELEASE unit");
        }
        catch (Exception exception)
        {
            var failure = SqliteFailures.Of(exception);
            unit.Fail(failure);
            RollBackToSavepoint(failure);
        }
    }

    void RollBackToSavepoint(Exception failure)
    {
        try
        {
            _session.Execute("ROLLBACK TO unit");
            _session.Execute("RELEASE unit");
        }
        // When the database itself gave up (disk full), the savepoint is gone too, and the batch with it: for the same
        // reason, whatever is said about the savepoint.
        catch (SqliteException) when (failure is StoreUnavailableException)
        {
            throw failure;
        }
    }

    /// <summary>
    /// The commit is durable, so whatever happens here its units have succeeded, and their callers must not be told
    /// otherwise: what is not handed over now is found in the database later. An exception must not end the one loop
    /// that writes.
    /// </summary>
    async Task AfterCommit(List<QueuedUnit> batch, IReadOnlyList<long> deleted)
    {
        try
        {
            // Died here: the rows are there; the next process, or the lease's end, sends them.
            await _faults.Reach("writer.after-commit");
            _metrics.Committed(batch.Count(unit => unit.IsStored));
        }
        catch (Exception exception)
        {
            LogHandOverFailed(exception);
        }
        foreach (var row in deleted)
            _inFlight.Forget(row);
        foreach (var unit in batch)
            Complete(unit);
    }

    void Complete(QueuedUnit unit)
    {
        try
        {
            unit.HandOver(_dispatcher.Value);
        }
        catch (Exception exception)
        {
            LogHandOverFailed(exception);
        }
        unit.Complete();
    }

    void RollBack()
    {
        try
        {
            _session.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // The database had rolled back by itself.
        }
    }

    /// <summary>Commits what is queued, then closes the database.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _loop;
        _session.Dispose();
    }

    [LoggerMessage(111, LogLevel.Error, "Handing over what a commit wrote failed; it is sent after its lease")]
    partial void LogHandOverFailed(Exception exception);

    [LoggerMessage(110, LogLevel.Error, "A commit of {Units} units of work failed")]
    partial void LogCommitFailed(Exception exception, int units);

    [LoggerMessage(112, LogLevel.Error, "{Count} more commits failed since then")]
    partial void LogMoreFailed(int count);
}
