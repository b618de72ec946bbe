using MassTransit;

namespace Sagas.Tests.Hosting;

/// <summary>A queue whose messages fail before anybody sees them, past all retries, while a test says so.</summary>
sealed class BrokenQueue(string queue) : IReceiveObserver
{
    public volatile bool IsBroken;

    public Task PreReceive(ReceiveContext context) =>
        IsBroken && context.InputAddress.AbsolutePath.EndsWith($"/{queue}", StringComparison.Ordinal)
            ? Task.FromException(new InvalidOperationException("Scripted."))
            : Task.CompletedTask;

    public Task PostReceive(ReceiveContext context) => Task.CompletedTask;

    public Task ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class
        => Task.CompletedTask;

    public Task ConsumeFault<T>(
        ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class
        => Task.CompletedTask;
}
