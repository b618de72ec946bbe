using System.Diagnostics.Metrics;
using Sagas.Queries;

namespace Sagas.Host.Http.Metrics;

/// <summary>
/// What stands in the coordinator's database, as gauges under the meter <c>Sagas</c>. They are set when somebody
/// scrapes, so that nothing is read while nobody does. Thread-safe.
/// </summary>
internal sealed class StoredStates
{
    readonly ITransactionQueries _queries;
    readonly Gauge<long> _open;
    readonly Gauge<long> _suspended;
    readonly Gauge<long> _pending;
    readonly Gauge<long> _parked;
    readonly Gauge<double> _lateness;
    readonly Gauge<long> _held;
    readonly Gauge<long> _waiting;

    public StoredStates(IMeterFactory meters, ITransactionQueries queries)
    {
        _queries = queries;
        var meter = meters.Create("Sagas");
        _open = meter.CreateGauge<long>("sagas.transactions.open", description: "Transactions that have not ended");
        _suspended = meter.CreateGauge<long>(
            "sagas.transactions.in_suspension", description: "Transactions that need an operator");
        _pending = meter.CreateGauge<long>("sagas.outbox.pending", description: "Messages that are due and not gone");
        _parked = meter.CreateGauge<long>("sagas.outbox.parked", description: "Messages that could not be delivered");
        _lateness = meter.CreateGauge<double>(
            "sagas.outbox.lateness", "s", "How long the oldest pending message has been due");
        _held = meter.CreateGauge<long>("sagas.locks.held", description: "Path locks that are held");
        _waiting = meter.CreateGauge<long>("sagas.locks.waiting", description: "Path locks that are waited for");
    }

    public async Task Refresh(CancellationToken cancellationToken)
    {
        var backlog = await _queries.Backlog(cancellationToken);
        _open.Record(backlog.OpenTransactions);
        _suspended.Record(backlog.Suspended);
        _pending.Record(backlog.PendingMessages);
        _parked.Record(backlog.ParkedMessages);
        _lateness.Record(backlog.OldestPending.TotalSeconds);
        var locks = await _queries.Locks(cancellationToken);
        _held.Record(locks.Count(path => path.Held));
        _waiting.Record(locks.Count(path => !path.Held));
    }
}
