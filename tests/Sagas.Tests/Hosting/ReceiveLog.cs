using System.Collections.Concurrent;
using MassTransit;

namespace Sagas.Tests.Hosting;

/// <summary>Tells when a message was consumed, so that tests wait for events and never for time.</summary>
sealed class ReceiveLog : IReceiveObserver
{
    readonly ConcurrentDictionary<Guid, TaskCompletionSource> _awaited = new();
    TaskCompletionSource _next = New();

    public ConcurrentQueue<Exception> Faults { get; } = new();

    /// <summary>Completes when anything was received after this call.</summary>
    public Task Next => Volatile.Read(ref _next).Task;

    public int Received;

    public Task Of(Guid messageId) => _awaited.GetOrAdd(messageId, _ => New()).Task;

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context) => Signal(context);

    public Task ReceiveFault(ReceiveContext context, Exception exception)
    {
        Faults.Enqueue(exception);
        return Signal(context);
    }

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class
        => Task.CompletedTask;

    public Task ConsumeFault<T>(
        ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class
        => Task.CompletedTask;

    Task Signal(ReceiveContext context)
    {
        Interlocked.Increment(ref Received);
        if (context.GetMessageId() is { } id && _awaited.TryGetValue(id, out var waiter))
            waiter.TrySetResult();
        Interlocked.Exchange(ref _next, New()).TrySetResult();
        return Task.CompletedTask;
    }

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
