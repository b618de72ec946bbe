using System.Collections.Concurrent;
using MassTransit;
using Sagas.Contracts;

namespace Sagas.Consumers.Tests;

/// <summary>Tells when a message has been consumed, and what was sent until then.</summary>
public sealed class BusObserver : IConsumeObserver, ISendObserver
{
    readonly ConcurrentDictionary<Guid, TaskCompletionSource> _consumed = new();

    public List<object> Sent { get; } = [];

    /// <summary>Ends when the message has been consumed; fails with the consumer's exception.</summary>
    public Task Consumed(Guid messageId) => Of(messageId).Task;

    public Task PreConsume<T>(ConsumeContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PostConsume<T>(ConsumeContext<T> context)
        where T : class
    {
        Of(context.MessageId!.Value).TrySetResult();
        return Task.CompletedTask;
    }

    public Task ConsumeFault<T>(ConsumeContext<T> context, Exception exception)
        where T : class
    {
        Of(context.MessageId!.Value).TrySetException(exception);
        return Task.CompletedTask;
    }

    public Task PreSend<T>(SendContext<T> context)
        where T : class => Task.CompletedTask;

    public Task PostSend<T>(SendContext<T> context)
        where T : class
    {
        if (context.Message is not (EnqueueSemantic or ExecuteStep or CompensateStep))
            lock (Sent)
                Sent.Add(context.Message);
        return Task.CompletedTask;
    }

    public Task SendFault<T>(SendContext<T> context, Exception exception)
        where T : class => Task.CompletedTask;

    TaskCompletionSource Of(Guid id) =>
        _consumed.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
