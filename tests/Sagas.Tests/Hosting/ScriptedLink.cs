using MassTransit;
using MassTransit.Serialization;
using Sagas.Persistence.Outbox;

namespace Sagas.Tests.Hosting;

/// <summary>
/// A connection that a test cuts and mends; while it is <see cref="IsMute"/>, the outbox sends by it and waits for
/// ever, like one whose confirmation was forgotten.
/// </summary>
sealed class ScriptedLink : ITransportLink, ISendObserver, IDisposable
{
    readonly Lock _gate = new();
    TaskCompletionSource<CancellationToken> _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    CancellationTokenSource _lost = new();
    readonly SemaphoreSlim _swallowed = new(0);
    readonly SemaphoreSlim _held = new(0);

    public ScriptedLink() => Mend();

    public bool IsMute { get; set; }

    /// <summary>Waits until so many more have been sent into the void.</summary>
    public async Task Swallows(int count)
    {
        for (var n = 0; n < count; n++)
            Assert.True(await _swallowed.WaitAsync(TimeSpan.FromSeconds(20)), $"only {n} of {count} were sent");
    }

    /// <summary>Whether one more has been.</summary>
    public bool TrySwallowed() => _swallowed.Wait(0);

    /// <summary>Waits until one more waits for a connection.</summary>
    public async Task Holds() => Assert.True(await _held.WaitAsync(TimeSpan.FromSeconds(20)), "nobody waits");

    public void Cut()
    {
        CancellationTokenSource lost;
        lock (_gate)
        {
            _connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
            lost = _lost;
        }
        lost.Cancel();
    }

    public void Mend()
    {
        lock (_gate)
        {
            _lost = new CancellationTokenSource();
            _connected.TrySetResult(_lost.Token);
        }
    }

    public Task<CancellationToken> Connected(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (!_connected.Task.IsCompleted)
                _held.Release();
            return _connected.Task.WaitAsync(cancellationToken);
        }
    }

    public Task PreSend<T>(SendContext<T> context)
        where T : class
    {
        if (!IsMute || typeof(T) != typeof(SerializedMessageBody))
            return Task.CompletedTask;
        _swallowed.Release();
        return new TaskCompletionSource().Task;
    }

    public Task PostSend<T>(SendContext<T> context)
        where T : class
        => Task.CompletedTask;

    public Task SendFault<T>(SendContext<T> context, Exception exception)
        where T : class
        => Task.CompletedTask;

    public void Dispose()
    {
        _lost.Dispose();
        _swallowed.Dispose();
        _held.Dispose();
    }
}
