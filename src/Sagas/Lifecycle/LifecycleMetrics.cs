using System.Diagnostics.Metrics;

namespace Sagas.Lifecycle;

/// <summary>What the machine counts, under the meter <c>Sagas</c>. Thread-safe.</summary>
public sealed class LifecycleMetrics
{
    readonly Counter<long> _ended;
    readonly Counter<long> _late;
    readonly Counter<long> _missing;
    readonly Counter<long> _suspended;
    readonly Counter<long> _commits;
    readonly Counter<long> _unsendable;

    /// <summary>Creates the instruments.</summary>
    public LifecycleMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create("Sagas");
        _ended = meter.CreateCounter<long>("sagas.transactions.ended", description: "Transactions by outcome");
        _late = meter.CreateCounter<long>("sagas.events.late", description: "Events that came when nobody waited");
        _missing = meter.CreateCounter<long>("sagas.events.missing", description: "Events of unknown transactions");
        _suspended = meter.CreateCounter<long>("sagas.transactions.suspended", description: "Undo rounds that failed");
        _commits = meter.CreateCounter<long>("sagas.session_commits.ended", description: "Session commits by end");
        _unsendable = meter.CreateCounter<long>(
            "sagas.answers.unsendable", description: "Answers whose address means nothing here");
    }

    internal void AnswerUnsendable(string operation) =>
        _unsendable.Add(1, new KeyValuePair<string, object?>("operation", operation));

    internal void CommitEnded(string phase) => _commits.Add(1, new KeyValuePair<string, object?>("phase", phase));

    internal void Ended(string operation, string outcome) =>
        _ended.Add(1, new("operation", operation), new("outcome", outcome));

    internal void Late(string phase, string message) =>
        _late.Add(1, new("phase", phase), new("event", message));

    internal void Missing(string message) => _missing.Add(1, new KeyValuePair<string, object?>("event", message));

    internal void Suspended(string operation) =>
        _suspended.Add(1, new KeyValuePair<string, object?>("operation", operation));
}
