using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;
using Sagas.Contracts;
using Sagas.Intake;
using Sagas.Persistence.UnitOfWork;

namespace Sagas.Lifecycle;

/// <content>The end: everything here is one commit with the last change of the row.</content>
public sealed partial class TransactionBehaviors
{
    internal async Task End(BehaviorContext<TransactionState> context)
    {
        var row = context.Saga;
        row.UpdatedAt = time.GetUtcNow();
        row.EndedAt = row.UpdatedAt;
        await ReleaseLocks(context);
        await SendPostActions(context);
        await PublishOutcome(context);

        metrics.Ended(row.Operation, row.Outcome!);
        var id = row.CorrelationId;
        context.GetPayload<IUnitOfWork>().AfterCommit(() => signals.Ended(id));
    }

    static async Task ReleaseLocks(BehaviorContext<TransactionState> context)
    {
        var unit = context.GetPayload<IUnitOfWork>();
        foreach (var granted in await unit.Locks.Release(new TransactionId(context.Saga.CorrelationId)))
            await context.Send(Machine, granted);
    }

    static async Task SendPostActions(BehaviorContext<TransactionState> context)
    {
        var row = context.Saga;
        var due = row.Plan.PostActions.Where(action => action.When is PostActionTime.AfterEnd
            ? row.Journal.AnySent
            : row.Outcome is TransactionOutcome.Committed);
        foreach (var action in due)
        {
            var type = PostActionTypes.ByName(action.Message);
            var message = (IPostActionMessage)action.Body.Deserialize(type, WireJson.Options)!;
            var id = MessageIds.Of(row.CorrelationId, "post-action", action.Message, message.Action);
            var endpoint = await context.GetSendEndpoint(QueueName.Address(QueueName.Of(type)));
            await endpoint.Send(message, type, Pipe.Execute<SendContext>(sending => sending.MessageId = id));
        }
    }

    async Task PublishOutcome(BehaviorContext<TransactionState> context)
    {
        var row = context.Saga;
        var id = new TransactionId(row.CorrelationId);
        ITransactionEvent outcome = row.Outcome switch
        {
            TransactionOutcome.Committed => new TransactionCommitted(
                id, row.Operation, row.Account, row.Uris, null, row.CreatedAt, row.UpdatedAt),
            TransactionOutcome.Rejected => new TransactionRejected(
                id, row.Operation, row.Account, row.Uris, row.Reason, row.CreatedAt, row.UpdatedAt),
            _ => new TransactionRolledBack(
                id, row.Operation, row.Account, row.Uris, row.Reason, row.CreatedAt, row.UpdatedAt),
        };
        await context.Publish(outcome, outcome.GetType());
        var released = Released(row);
        await context.Publish(released);
        if (row.ReplyTo is { } replyTo)
            await Reply(context, replyTo, row.RequestId, released);
    }

    /// <summary>
    /// The same command once more, after the end: whoever sent it, perhaps because the first answer was lost, gets the
    /// outcome again. Nothing else happens.
    /// </summary>
    internal Task AnswerAgain(BehaviorContext<TransactionState, BeginTransaction> context) =>
        context.Message.ReplyTo is { } replyTo
            ? Reply(context, replyTo, context.Message.RequestId, Released(context.Saga))
            : Task.CompletedTask;

    static TransactionReleased Released(TransactionState row) => new(
        new(row.CorrelationId), row.Operation, row.Account, row.Uris, row.Reason, row.CreatedAt, row.UpdatedAt)
    {
        Outcome = row.Outcome!,
    };

    static Task Reply(
        BehaviorContext<TransactionState> context, Uri replyTo, Guid? requestId, TransactionReleased released)
    {
        var request = requestId ?? context.Saga.CorrelationId;
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

    static readonly SystemTextJsonRawMessageSerializer PlainJson = new(RawSerializerOptions.AnyMessageType);
}
