namespace Sagas.Host.Http.Writing;

/// <summary>
/// Ends the waits of requests when the service is to stop, and then the requests. The server waits for its answers
/// before the bus is asked to stop: who waits for something long, or reads and sends slowly, would use up the time of
/// both. Thread-safe.
/// </summary>
internal sealed class Stopping : IDisposable
{
    /// <summary>What is about to end may still be told as it ends.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    /// <summary>A third of what a stop may take.</summary>
    static readonly TimeSpan RequestTime = TimeSpan.FromSeconds(10);

    readonly CancellationTokenSource _waits;
    readonly CancellationTokenSource _requests;
    readonly CancellationTokenRegistration _asked;

    public Stopping(IHostApplicationLifetime lifetime, TimeProvider time)
    {
        _waits = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _requests = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _asked = lifetime.ApplicationStopping.Register(() =>
        {
            _waits.CancelAfter(Grace);
            _requests.CancelAfter(RequestTime);
        });
    }

    /// <summary>Cancelled when nobody may wait any longer.</summary>
    public CancellationToken Token => _waits.Token;

    /// <summary>Cancelled when no request may go on any longer, whatever it does.</summary>
    public CancellationToken CutOff => _requests.Token;

    public void Dispose()
    {
        _asked.Dispose();
        _waits.Dispose();
        _requests.Dispose();
    }
}
