using System.Text.Json;
using MassTransit;
using Sagas.Contracts;
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

        context.GetPayload<IUnitOfWork>().AfterCommit(() =>
        {
            metrics.Ended(row.Operation, row.Outcome!);
            signals.Ended(row.CorrelationId);
        });
    }

    static async Task ReleaseLocks(BehaviorContext<TransactionState> context)
    {
        var unit = context.GetPayload<IUnitOfWork>();
        foreach (var granted in await unit.Locks.Release(new TransactionId(context.Saga.CorrelationId)))
            await context.Send(Machine, granted);
    }

    static async Task SendPostActions(BehaviorContext<TransactionState> context)
    {
        foreach (var action in context.Saga.Plan.PostActions.Where(action => IsDue(action, context.Saga)))
            await SendPostAction(context, action);
    }

    static bool IsDue(PostAction action, TransactionState row) => action.When switch
    {
        PostActionTime.AfterEnd => row.Journal.AnySent,
        PostActionTime.AfterCommit => row.Outcome is TransactionOutcome.Committed,
        PostActionTime.AfterFailure => MayPass(row),
        PostActionTime.AfterFailureOrStale => MayPass(row) || IsStale(row),
        _ => throw new InvalidOperationException($"The plan has a post-action of the unknown time {action.When}."),
    };

    /// <summary>Whether the same plan might do better another time: what a participant refused, it would refuse
    /// again.</summary>
    static bool MayPass(TransactionState row) => row.Outcome is TransactionOutcome.Busy
        || (row.Outcome is TransactionOutcome.RolledBack
            && row.Reason?.Code is ErrorCode.Internal or ErrorCode.DeadlineExceeded or ErrorCode.Unavailable);

    static bool IsStale(TransactionState row) =>
        row.Outcome is TransactionOutcome.RolledBack && row.Reason?.Code is ErrorCode.Stale;

    static async Task SendPostAction(BehaviorContext<TransactionState> context, PostAction action)
    {
        var type = PostActionTypes.ByName(action.Message);
        var message = (IPostActionMessage)action.Body.Deserialize(type, WireJson.Options)!;
        // Resolved: what could not be undone is known to the operator alone, and only he knows whether it is needed.
        if (message is PurgeTransaction purge && context.Saga.Journal.AnyUndoFailed)
            message = purge with { KeepsSetAside = true };
        var id = MessageIds.Of(context.Saga.CorrelationId, "post-action", action.Message, message.Action);
        var (address, pipe) = (
            QueueName.Address(QueueName.Of(type)), Pipe.Execute<SendContext>(sending => sending.MessageId = id));
        if (action.DelaySeconds is { } seconds)
        {
            await context.ScheduleSend(address, TimeSpan.FromSeconds(seconds), message, type, pipe);
            return;
        }
        var endpoint = await context.GetSendEndpoint(address);
        await endpoint.Send(message, type, pipe);
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
        await context.Publish(Released(row));
        if (row.ReplyTo is { } replyTo)
            await reply.Send(context, replyTo, row.RequestId ?? row.CorrelationId, AnswerOf(row));
    }

    /// <summary>
    /// The same command once more, after the end: whoever sent it, perhaps because the first answer was lost, gets the
    /// outcome again. Nothing else happens.
    /// </summary>
    internal Task AnswerAgain(BehaviorContext<TransactionState, BeginTransaction> context) =>
        reply.SendAgain(context, context.Saga, time.GetUtcNow());

    /// <summary>What who has begun the transaction is told of its end.</summary>
    internal static TransactionReleased AnswerOf(TransactionState row) =>
        Released(row) with { Results = ResultsOf(row) };

    /// <summary>What who sends the same id after the end is told.</summary>
    internal static TransactionReleased AnswerOf(TransactionState row, BeginTransaction begin, DateTimeOffset now) =>
        // What became of it is nobody's business but its account's and user's.
        (begin.Account, begin.User) == (row.Account, row.User) ? AnswerOf(row) : Taken(begin, now);

    static TransactionReleased Taken(BeginTransaction begin, DateTimeOffset now) => new(
        begin.TransactionId, begin.Operation, begin.Account, begin.Uris,
        RefusedException.InvalidArgument("transactionId", "is the id of somebody else's transaction").Reason, now, now)
    {
        Outcome = TransactionOutcome.Rejected,
    };

    static TransactionReleased Released(TransactionState row) => new(
        new(row.CorrelationId), row.Operation, row.Account, row.Uris, row.Reason, row.CreatedAt, row.UpdatedAt)
    {
        Outcome = row.Outcome!,
    };

    /// <summary>Small: who composes transactions goes on with what they found.</summary>
    static List<StepResult> ResultsOf(TransactionState row) =>
    [
        .. row.Plan.Steps.Zip(row.Journal.Steps)
            .Where(x => x.Second is { Status: StepStatus.Done, Result: not null })
            .Select(x => new StepResult(x.First.Kind, x.Second.Result!.Value)),
    ];
}
