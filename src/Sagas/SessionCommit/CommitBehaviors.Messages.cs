using MassTransit;
using Sagas.Contracts;
using Sagas.Lifecycle;
using Sagas.Persistence.UnitOfWork;

namespace Sagas.SessionCommit;

/// <content>What it sends.</content>
public sealed partial class CommitBehaviors
{
    static readonly Uri Machine = QueueName.Address(QueueName.SessionCommits);
    static readonly Uri Transactions = QueueName.Address(QueueName.Transactions);
    static readonly Uri Extractor = QueueName.Address(QueueName.Of<ExtractMemories>());

    /// <summary>The transaction that archives has the id of the commit: who looks for one finds the other.</summary>
    internal Task SendArchive(BehaviorContext<CommitState, BeginTransaction> context) =>
        SendBegin(context, context.Message);

    internal Task CancelArchive(BehaviorContext<CommitState, CancelTransaction> context) =>
        context.Send(Transactions, context.Message);

    internal Task LookForArchive(BehaviorContext<CommitState> context) => LookFor(context, context.Saga.CorrelationId);

    internal Task LookForMemory(BehaviorContext<CommitState> context) => LookFor(context, context.Saga.MemoryId!.Value);

    /// <summary>
    /// Should the answer of a transaction be lost, nothing else would move the commit. Its row says the same once it
    /// has ended; until then the answer is still to come.
    /// </summary>
    static async Task LookFor(BehaviorContext<CommitState> context, Guid transaction)
    {
        if (await context.GetPayload<IUnitOfWork>().Load<TransactionState>(transaction) is { EndedAt: not null } row)
        {
            await context.Send(Machine, TransactionBehaviors.AnswerOf(row), Pipe.Execute<SendContext>(
                sending => sending.RequestId = context.Saga.CorrelationId));
        }
    }

    /// <summary>For its producer the command has ended: what it said is safe.</summary>
    internal async Task Answer(BehaviorContext<CommitState, TransactionReleased> context)
    {
        var row = context.Saga;
        if (row.ReplyTo is { } replyTo)
            await reply.Send(context, replyTo, row.RequestId ?? row.CorrelationId, context.Message);
    }

    internal Task AskForTurn(BehaviorContext<CommitState> context) =>
        context.Send(Machine, new AskForTurn(new(context.Saga.Previous!.Value), Id(context.Saga)));

    internal Task PassTurn(BehaviorContext<CommitState, AskForTurn> context) =>
        PassTurn(context, context.Message.Waiter);

    /// <summary>A commit that was given up before its own turn stands in nobody's way: who waits for it waits for
    /// the one that it has waited for.</summary>
    static Task PassTurn(BehaviorContext<CommitState> context, TransactionId waiter) =>
        context.Saga.Previous is { } previous
            ? context.Send(Machine, new AskForTurn(new(previous), waiter))
            : context.Send(Machine, new TurnGranted(waiter));

    internal static Task GrantTurn(ConsumeContext<AskForTurn> context) =>
        context.Send(Machine, new TurnGranted(context.Message.Waiter));

    internal async Task SendExtraction(BehaviorContext<CommitState> context)
    {
        var row = context.Saga;
        row.Attempt++;
        row.Previous = null;
        row.IsRunning = false;
        row.NextAt = null;
        Touch(row);
        var request = new ExtractMemories(Id(row), row.Attempt, row.Account, row.User, ArchiveOf(row));
        var endpoint = await context.GetSendEndpoint(Extractor);
        await endpoint.Send(request, Pipe.Execute<SendContext<ExtractMemories>>(sending =>
        {
            sending.MessageId = MessageIds.Of(row.CorrelationId, "extract", $"{row.Attempt}");
            // A fault comes back to the machine and nowhere else; a published one would reach whoever listens.
            sending.FaultAddress = Machine;
        }));
    }

    internal Task SendMemories(BehaviorContext<CommitState, MemoriesExtracted> context)
    {
        var (row, made) = (context.Saga, context.Message);
        row.MemoryId = MessageIds.Of(row.CorrelationId, "memory", $"{row.Attempt}");
        Use(row, made.Usage);
        Touch(row);
        var write = new WriteMemories(
            row.Account, row.User, ArchiveOf(row), Id(row), made.Memories, made.Dropped, made.Overview, made.Abstract,
            row.UpdatedAt, Failure: null, row.Usage);
        return SendBegin(context, MemoryPlan.Of(new(row.MemoryId.Value), row.Session, write));
    }

    internal Task MarkCancelled(BehaviorContext<CommitState, CancelTransaction> context)
    {
        context.Saga.CancelledBy = context.Message.By;
        return MarkUnwanted(context);
    }

    internal Task MarkUnwanted(BehaviorContext<CommitState> context)
    {
        context.Saga.Reason = new Reason(ErrorCode.Aborted, $"Cancelled by {context.Saga.CancelledBy}.");
        return MarkArchive(context);
    }

    /// <summary>
    /// The archive itself says what has become of it. Nobody waits for that: it is a transaction of its own, and when
    /// it cannot be done, the row says so all the same.
    /// </summary>
    internal async Task MarkArchive(BehaviorContext<CommitState> context)
    {
        var row = context.Saga;
        var mark = new WriteMemories(
            row.Account, row.User, ArchiveOf(row), Id(row), [], 0, Overview: null, Abstract: null,
            time.GetUtcNow(), row.Reason, row.Usage);
        var id = MessageIds.Of(row.CorrelationId, "mark", $"{row.Attempt}");
        await context.Send(Transactions, MemoryPlan.Of(new(id), row.Session, mark));
    }

    internal async Task End(BehaviorContext<CommitState> context)
    {
        var row = context.Saga;
        Touch(row);
        row.EndedAt = row.UpdatedAt;
        row.NextAt = null;
        foreach (var waiter in row.Waiters)
            await PassTurn(context, new(waiter));
        row.Waiters = [];
    }

    /// <summary>The answer comes here, and carries the commit's id.</summary>
    static Task SendBegin(BehaviorContext<CommitState> context, BeginTransaction begin) => context.Send(
        Transactions, begin with { ReplyTo = Machine, RequestId = context.Saga.CorrelationId });

    static VikingUri ArchiveOf(CommitState row) => VikingUriParser.Parse(row.Archive, nameof(row.Archive));

    static TransactionId Id(CommitState row) => new(row.CorrelationId);
}
