using MassTransit;
using RabbitMQ.Client;
using Sagas.Intake;

namespace Sagas.Host.DeadLetters;

/// <summary>
/// The <c>reply_to</c> and <c>correlation_id</c> properties of a producer that knows nothing but AMQP: on the way in
/// they become a <see cref="PlainReply"/>, on the way out they are the routing key and the property again.
/// </summary>
internal sealed class ReplyTo : IFilter<ReceiveContext>, ISendObserver
{
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next)
    {
        // Outside of all error handling: this must not throw, whatever the producer has sent.
        if (context.TryGetPayload<RabbitMqBasicConsumeContext>(out var message)
            && message.Properties.ReplyTo is { Length: > 0 and <= PlainReply.QueueLengthMax } queue)
        {
            context.AddOrUpdatePayload(
                () => new PlainReply(queue, message.Properties.CorrelationId), earlier => earlier);
        }
        return next.Send(context);
    }

    public Task PreSend<T>(SendContext<T> context)
        where T : class
    {
        if (context.TryGetPayload<RabbitMqSendContext>(out var sending)
            && context.Headers.TryGetHeader(PlainReply.CorrelationHeader, out var id))
        {
            ((BasicProperties)sending.BasicProperties).CorrelationId = id.ToString();
            context.Headers.Set(PlainReply.CorrelationHeader, null);
        }
        return Task.CompletedTask;
    }

    public Task PostSend<T>(SendContext<T> context)
        where T : class
        => Task.CompletedTask;

    public Task SendFault<T>(SendContext<T> context, Exception exception)
        where T : class
        => Task.CompletedTask;

    public void Probe(ProbeContext context) => context.CreateFilterScope("replyTo");
}
