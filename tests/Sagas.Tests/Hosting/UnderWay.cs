using System.Collections.Concurrent;
using MassTransit;

namespace Sagas.Tests.Hosting;

/// <summary>The replies of participants that nobody has consumed yet: they are in no outbox.</summary>
sealed class UnderWay : IReceiveObserver
{
    readonly ConcurrentDictionary<Guid, byte> _messages = new();

    public bool IsEmpty => _messages.IsEmpty;

    /// <summary>A new message id, under way from now on.</summary>
    public Guid Add()
    {
        var id = NewId.NextGuid();
        _messages[id] = 0;
        return id;
    }

    public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

    public Task PostReceive(ReceiveContext context) => Arrived(context);

    public Task ReceiveFault(ReceiveContext context, Exception exception) => Arrived(context);

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class
        => Task.CompletedTask;

    public Task ConsumeFault<T>(
        ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class
        => Task.CompletedTask;

    Task Arrived(ReceiveContext context)
    {
        if (context.GetMessageId() is { } id)
            _messages.TryRemove(id, out _);
        return Task.CompletedTask;
    }
}
