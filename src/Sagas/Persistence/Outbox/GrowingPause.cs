namespace Sagas.Persistence.Outbox;

/// <summary>A pause after a failure: twice as long each time, up to a limit. Not thread-safe.</summary>
internal sealed class GrowingPause(TimeSpan least, TimeSpan most)
{
    TimeSpan? _pause;
    DateTimeOffset _end = DateTimeOffset.MinValue;

    public bool IsOver(DateTimeOffset now) => now >= _end;

    public void Failed(DateTimeOffset now)
    {
        var pause = (_pause ?? least) * 2;
        _pause = pause < most ? pause : most;
        _end = now + _pause.Value;
    }

    public void Succeeded() => _pause = null;
}
