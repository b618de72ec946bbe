namespace Sagas.Persistence;

/// <summary>
/// For what goes wrong many times at once, for one reason: the first is told, the others are counted until the burst is
/// over. Thread-safe.
/// </summary>
internal sealed class Burst(TimeProvider time)
{
    static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    readonly Lock _gate = new();
    long? _began;
    int _others;

    /// <summary>One more; true when it begins a burst, and is to be told.</summary>
    public bool Begins()
    {
        lock (_gate)
        {
            if (_began is not null)
            {
                _others++;
                return false;
            }
            _began = time.GetTimestamp();
            return true;
        }
    }

    /// <summary>How many others there were, once the burst is over; 0 = none, or not yet.</summary>
    public int Over()
    {
        lock (_gate)
        {
            if (_began is not { } began || time.GetElapsedTime(began) < Length)
                return 0;
            var others = _others;
            (_others, _began) = (0, null);
            return others;
        }
    }
}
