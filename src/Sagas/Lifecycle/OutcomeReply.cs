using MassTransit;
using MassTransit.Serialization;
using Microsoft.Extensions.Logging;
using Sagas.Contracts;
using Sagas.Intake;
using Sagas.Persistence.Outbox;
using Sagas.Persistence.UnitOfWork;

namespace Sagas.Lifecycle;

/// <summary>
/// The answer to who sent a command: a MassTransit message for an address of an envelope, plain JSON through the
/// default exchange for the <c>reply_to</c> of a plain message. Stateless, thread-safe.
/// </summary>
/// <remarks>
/// It leaves with the commit that ends the transaction, so nothing that a producer has written may make it throw: a
/// transaction whose end fails for ever keeps its locks for ever.
/// </remarks>
public sealed partial class OutcomeReply(LifecycleMetrics metrics, ILogger<OutcomeReply> logger)
{
    static readonly SystemTextJsonRawMessageSerializer PlainJson = new(RawSerializerOptions.AnyMessageType);

    /// <param name="context">What is consumed; the answer leaves with its commit.</param>
    /// <param name="replyTo">Where the command wanted it.</param>
    /// <param name="request">The id that the asker knows it by.</param>
    /// <param name="released">The answer.</param>
    internal async Task Send(ConsumeContext context, Uri replyTo, Guid request, TransactionReleased released)
    {
        try
        {
            await Send(await AnswerAddress.Resolve(context, replyTo), IsOurs(replyTo), request, released);
        }
        catch (UnusableAnswerAddressException unusable)
        {
            context.GetPayload<IUnitOfWork>().AfterCommit(() =>
            {
                metrics.AnswerUnsendable(released.Operation);
                LogUnsendable(logger, released.TransactionId, unusable.Message);
            });
        }
    }

    /// <summary>
    /// To who sends a command once more after the end, perhaps because the first answer was lost; it may want the
    /// answer elsewhere now.
    /// </summary>
    internal Task SendAgain(ConsumeContext<BeginTransaction> context, TransactionState row, DateTimeOffset now) =>
        context.Message is { ReplyTo: { } replyTo } begin
            ? Send(
                context, replyTo, begin.RequestId ?? row.CorrelationId,
                TransactionBehaviors.AnswerOf(row, begin, now))
            : Task.CompletedTask;

    /// <summary>A machine that composes transactions lives on their answers. A producer may have gone.</summary>
    static bool IsOurs(Uri replyTo) => replyTo == QueueName.Address(QueueName.SessionCommits);

    static Task Send(AnswerAddress to, bool isOurs, Guid request, TransactionReleased released) => to.Endpoint.Send(
        released, Pipe.Execute<SendContext<TransactionReleased>>(sending =>
        {
            sending.RequestId = request;
            if (!isOurs)
                sending.AddOrUpdatePayload(() => OptionalMessage.Mark, mark => mark);
            if (to.Plain is not { } plain)
                return;
            sending.SetRoutingKey(plain.Queue);
            sending.Serializer = PlainJson;
            sending.ContentType = PlainJson.ContentType;
            if (plain.CorrelationId is { } id)
                sending.Headers.Set(PlainReply.CorrelationHeader, id);
        }));

    [LoggerMessage(210, LogLevel.Warning, "Nobody is told of the end of transaction {Id}. {Problem}")]
    static partial void LogUnsendable(ILogger logger, TransactionId id, string problem);
}
