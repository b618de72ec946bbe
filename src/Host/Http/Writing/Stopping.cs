namespace Sagas.Host.Http.Writing;

/// <summary>
/// Ends the waits of requests when the service is to stop. The server waits for its answers before the bus is asked to
/// stop: who waits for something long would use up the time of both. Thread-safe.
/// </summary>
internal sealed class Stopping : IDisposable
{
    /// <summary>What is about to end may still be told as it ends.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    readonly CancellationTokenSource _waits;
    readonly CancellationTokenRegistration _asked;

    public Stopping(IHostApplicationLifetime lifetime, TimeProvider time)
    {
        _waits = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _asked = lifetime.ApplicationStopping.Register(() => _waits.CancelAfter(Grace));
    }

    /// <summary>Cancelled when nobody may wait any longer.</summary>
    public CancellationToken Token => _waits.Token;

    public void Dispose()
    {
        _asked.Dispose();
        _waits.Dispose();
    }
}
