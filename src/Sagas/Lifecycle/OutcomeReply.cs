using MassTransit;
using MassTransit.Serialization;
using Sagas.Contracts;
using Sagas.Intake;

namespace Sagas.Lifecycle;

/// <summary>
/// The answer to who sent a command: a MassTransit message for an address of an envelope, plain JSON through the
/// default exchange for the <c>reply_to</c> of a plain message. Stateless, thread-safe.
/// </summary>
internal static class OutcomeReply
{
    static readonly SystemTextJsonRawMessageSerializer PlainJson = new(RawSerializerOptions.AnyMessageType);

    /// <param name="context">What is consumed; the answer leaves with its commit.</param>
    /// <param name="replyTo">Where the command wanted it.</param>
    /// <param name="request">The id that the asker knows it by.</param>
    /// <param name="released">The answer.</param>
    public static Task Send(ConsumeContext context, Uri replyTo, Guid request, TransactionReleased released)
    {
        if (PlainReply.Of(replyTo) is not { } plain)
            return context.Send(replyTo, released, sending => sending.RequestId = request);
        return context.Send(PlainReply.DefaultExchange, released, sending =>
        {
            sending.RequestId = request;
            sending.SetRoutingKey(plain.Queue);
            sending.Serializer = PlainJson;
            sending.ContentType = PlainJson.ContentType;
            if (plain.CorrelationId is { } id)
                sending.Headers.Set(PlainReply.CorrelationHeader, id);
        });
    }
}
