using System.Diagnostics.Metrics;

namespace Sagas.Persistence;

/// <summary>
/// What the writer counts. A test holds it to at most one commit per message, and to no unit that waits for I/O.
/// Thread-safe.
/// </summary>
public sealed class WriterMetrics
{
    readonly Counter<long> _commitCounter;
    readonly Counter<long> _unitCounter;
    readonly Counter<long> _asyncCounter;
    long _commits;
    long _units;
    long _asyncUnits;

    /// <summary>Counts under the meter <c>Sagas</c>.</summary>
    public WriterMetrics(IMeterFactory meters)
    {
        ArgumentNullException.ThrowIfNull(meters);
        var meter = meters.Create("Sagas");
        _commitCounter = meter.CreateCounter<long>("sagas.writer.commits", description: "Database commits");
        _unitCounter = meter.CreateCounter<long>("sagas.writer.units", description: "Units of work committed");
        _asyncCounter = meter.CreateCounter<long>(
            "sagas.writer.async_units", description: "Units of work that waited for I/O inside the writer: a defect");
    }

    /// <summary>Database commits so far.</summary>
    public long Commits => Interlocked.Read(ref _commits);

    /// <summary>Units of work in them.</summary>
    public long Units => Interlocked.Read(ref _units);

    /// <summary>Units that did not complete synchronously.</summary>
    public long AsyncUnits => Interlocked.Read(ref _asyncUnits);

    internal void Committed(int units)
    {
        Interlocked.Increment(ref _commits);
        Interlocked.Add(ref _units, units);
        _commitCounter.Add(1);
        _unitCounter.Add(units);
    }

    internal void WentAsync()
    {
        Interlocked.Increment(ref _asyncUnits);
        _asyncCounter.Add(1);
    }
}
