using MassTransit;
using Sagas.DeadLetters;

namespace Sagas.Host.DeadLetters;

/// <summary>What an endpoint does with a message that its consumer gave up on, or that has no consumer.</summary>
/// <remarks>
/// An exception in here goes back to the broker as "requeue", and the message would come again at once and for ever:
/// nothing here may throw but the sending itself.
/// </remarks>
internal static class DeadLetterPipes
{
    /// <summary>On a transport that keeps messages: to the dead letters, with the reason in the headers.</summary>
    public static void UseDeadLetterPipes(this IReceiveEndpointConfigurator endpoint)
    {
        endpoint.ConfigureError(pipe =>
        {
            pipe.UseFilter(new UnansweredFaults());
            pipe.UseFilter(new ToDeadLetters());
        });
        endpoint.ConfigureDeadLetter(pipe => pipe.UseFilter(new NobodyTakesIt()));
    }

    /// <summary>
    /// On a transport that dies with the process: nowhere. The message's outbox row is its dead letter, and a queue
    /// in memory that nobody reads would only grow.
    /// </summary>
    public static void KeepDeadLettersInTheOutbox(this IReceiveEndpointConfigurator endpoint)
    {
        endpoint.ConfigureError(pipe => pipe.UseFilter(new UnansweredFaults()));
        endpoint.ConfigureDeadLetter(pipe => pipe.UseFilter(new Nowhere()));
    }

    /// <summary>
    /// A fault that was sent to the address in the message has been dealt with: the transaction is undone for it, and
    /// the undo is retried (ADR 0011). Everything else goes on to the dead letters.
    /// </summary>
    sealed class UnansweredFaults : IFilter<ExceptionReceiveContext>
    {
        public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
        {
            // Set when a consumer threw, after its Fault was sent; not when the message could not be read.
            if (!context.IsFaulted)
                await context.NotifyFaulted(context.Exception);
            else if (context.TryGetPayload<AnsweredFault>(out _))
                return;
            await next.Send(context);
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("unansweredFaults");
    }

    sealed class ToDeadLetters : IFilter<ExceptionReceiveContext>
    {
        public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
        {
            await LetterContext.Send(context, context.Exception);
            await next.Send(context);
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("toDeadLetters");
    }

    /// <summary>As a fault: MassTransit's own way would not say which queue it came from.</summary>
    sealed class NobodyTakesIt : IFilter<ReceiveContext>
    {
        public async Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
        {
            var type = MessageFacts.Of(context.Body.GetBytes()).MessageType;
            await LetterContext.Send(context, new NoConsumerException(type));
            await next.Send(context);
        }

        public void Probe(ProbeContext context) => context.CreateFilterScope("nobodyTakesIt");
    }

    sealed class Nowhere : IFilter<ReceiveContext>
    {
        public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) => next.Send(context);

        public void Probe(ProbeContext context) => context.CreateFilterScope("nowhere");
    }
}
