using MassTransit;

namespace Sagas.Host.DeadLetters;

/// <summary>Marks a message whose consumer threw, and whose sender was told so at the address in the message.</summary>
internal sealed class AnsweredFault
{
    /// <summary>Sets the mark.</summary>
    public static IReceiveObserver Observer { get; } = new Marks();

    sealed class Marks : IReceiveObserver
    {
        public Task ConsumeFault<T>(
            ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
            where T : class
        {
            // When the endpoint is being stopped MassTransit sends no fault: the message will come again.
            if (context.FaultAddress is not null && !context.CancellationToken.IsCancellationRequested)
                context.ReceiveContext.GetOrAddPayload(() => new AnsweredFault());
            return Task.CompletedTask;
        }

        public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

        public Task PostReceive(ReceiveContext context) => Task.CompletedTask;

        public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
            where T : class
            => Task.CompletedTask;

        public Task ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;
    }
}
