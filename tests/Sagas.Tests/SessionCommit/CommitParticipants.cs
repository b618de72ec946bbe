using System.Collections.Concurrent;
using MassTransit;
using Sagas.Contracts;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.SessionCommit;

/// <summary>The participants of session commits, scripted. They outlive a restart of the coordinator.</summary>
sealed class CommitParticipants(UnderWay underWay)
{
    readonly ConcurrentDictionary<TransactionId, int> _archives = new();

    /// <summary>What archiving says; null = silence.</summary>
    public Func<ArchiveMessages, object?> Archive { get; set; } = null!;

    /// <summary>What an extraction says; null = silence.</summary>
    public Func<ExtractMemories, object?> Extract { get; set; } = One;

    /// <summary>What writing says; null = silence.</summary>
    public Func<WriteMemories, TransactionId, object?> Write { get; set; } = Wrote;

    public ConcurrentQueue<ExtractMemories> Extractions { get; } = new();

    public ConcurrentQueue<WriteMemories> Writes { get; } = new();

    public ConcurrentQueue<CompensateStep> Undone { get; } = new();

    /// <summary>The commits in the order in which their extractions were begun, each once.</summary>
    public IEnumerable<TransactionId> Order => Extractions.Select(e => e.TransactionId).Distinct();

    /// <summary>Archives in the order of the commits: 1, 2, 3, …</summary>
    public StepCompleted Numbered(ArchiveMessages step)
    {
        var number = _archives.GetOrAdd(step.Commit, _ => _archives.Count + 1);
        var previous = _archives.Where(a => a.Value == number - 1).Select(a => (TransactionId?)a.Key).FirstOrDefault();
        return Archived(step.Commit, number, previous);
    }

    public static StepCompleted Archived(TransactionId commit, int number, TransactionId? previous = null) => new(
        commit, 0, WireJson.ToElement(new ArchivedMessages(number, 3, 100, "00", 25, previous, null)));

    public static StepCompleted Skipped(TransactionId commit, string reason) => new(
        commit, 0, WireJson.ToElement(new ArchivedMessages(0, 0, 0, "", 0, null, reason)));

    public static MemoriesExtracted One(ExtractMemories request) => new(
        request.TransactionId, request.Attempt, [new Memory(MemoryCategory.Facts, "Tea", "Tea is hot.")], 1,
        "# Tea", "About tea.", new TokenUsage(7, 3, 10));

    public static ExtractionFailed Failed(ExtractMemories request) => new(
        request.TransactionId, request.Attempt, new Reason(ErrorCode.Unavailable, "The model is away."), false,
        new TokenUsage(2, 0, 2));

    public static StepCompleted Wrote(WriteMemories step, TransactionId id) => new(
        id, 0, WireJson.ToElement(new WroteMemories(
            [], new Dictionary<string, int> { [MemoryCategory.Facts] = step.Memories.Count }, 2, step.Dropped)));

    public void Configure(IBusFactoryConfigurator transport)
    {
        Archive ??= Numbered;
        Endpoint(transport, QueueName.Of<ArchiveMessages>(), endpoint =>
        {
            endpoint.Handler<ExecuteStep>(c => Answer(
                c, QueueName.Transactions, Archive(WireJson.To<ArchiveMessages>(c.Message.Arguments))));
            endpoint.Handler<CompensateStep>(Undo);
        });
        Endpoint(transport, QueueName.Of<ExtractMemories>(), endpoint => endpoint.Handler<ExtractMemories>(c =>
        {
            Extractions.Enqueue(c.Message);
            return Answer(c, QueueName.SessionCommits, Extract(c.Message));
        }));
        Endpoint(transport, QueueName.Of<WriteMemories>(), endpoint =>
        {
            endpoint.Handler<ExecuteStep>(c =>
            {
                var step = WireJson.To<WriteMemories>(c.Message.Arguments);
                Writes.Enqueue(step);
                return Answer(c, QueueName.Transactions, Write(step, c.Message.TransactionId));
            });
            endpoint.Handler<CompensateStep>(Undo);
        });
    }

    Task Undo(ConsumeContext<CompensateStep> context)
    {
        Undone.Enqueue(context.Message);
        return Answer(
            context, QueueName.Transactions, new StepUndone(context.Message.TransactionId, context.Message.Step));
    }

    async Task Answer(ConsumeContext context, string queue, object? reply)
    {
        if (reply is null)
            return;
        var id = underWay.Add();
        var endpoint = await context.GetSendEndpoint(QueueName.Address(queue));
        await endpoint.Send(reply, Pipe.Execute<SendContext>(sending => sending.MessageId = id));
    }

    static void Endpoint(IBusFactoryConfigurator transport, string queue, Action<IReceiveEndpointConfigurator> add) =>
        transport.ReceiveEndpoint(queue, endpoint =>
        {
            endpoint.ConfigureConsumeTopology = false;
            add(endpoint);
        });
}
