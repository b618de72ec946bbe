using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Sagas.Tests.Hosting;

/// <summary>The counters of one coordinator, whatever others run beside it.</summary>
sealed class LifecycleCounts : IDisposable
{
    readonly MeterListener _listener = new();
    readonly ConcurrentDictionary<string, long> _counts = new();

    public LifecycleCounts(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Sagas" && ReferenceEquals(instrument.Meter.Scope, meters))
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
            _counts.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value));
        _listener.Start();
    }

    public long Late => Of("sagas.events.late");

    public long Missing => Of("sagas.events.missing");

    public long Of(string instrument) => _counts.GetValueOrDefault(instrument);

    public void Dispose() => _listener.Dispose();
}
