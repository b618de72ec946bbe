using System.Collections.Concurrent;
using MassTransit;
using Sagas.Contracts;

namespace Sagas.Tests.Hosting;

/// <summary>
/// Participants and post-action consumers that do as a test says and remember what they were told. They outlive a
/// restart of the coordinator, as other processes would.
/// </summary>
sealed class Participants
{
    public static readonly string[] Kinds = ["alpha", "beta", "gamma"];

    readonly ConcurrentDictionary<(int Step, bool Undo), Func<int, Reply>> _scripts = new();
    int _copies = 1;
    int _postActionCalls;

    /// <summary>The replies that the machine has not consumed yet.</summary>
    public UnderWay UnderWay { get; } = new();

    /// <summary>Every command in the order it came.</summary>
    public ConcurrentQueue<object> Commands { get; } = new();

    public ConcurrentQueue<IPostActionMessage> PostActions { get; } = new();

    /// <summary>How often the consumer of post-actions still throws.</summary>
    public int PostActionFailures { get; set; }

    /// <summary>The consumer of post-actions waits for it.</summary>
    public Task PostActionGate { get; set; } = Task.CompletedTask;

    /// <summary>How often that consumer was called.</summary>
    public int PostActionCalls => _postActionCalls;

    public ConcurrentQueue<ITransactionEvent> Events { get; } = new();

    /// <summary>What came to the address for replies, with its request id.</summary>
    public ConcurrentQueue<(TransactionReleased Message, Guid? RequestId)> Replies { get; } = new();

    public IEnumerable<ExecuteStep> Executed => Commands.OfType<ExecuteStep>();

    public IEnumerable<CompensateStep> Undone => Commands.OfType<CompensateStep>();

    /// <summary>"do 0", "undo 1", … in the order they came.</summary>
    public IReadOnlyList<string> Story => [.. Commands.Select(c => c switch
    {
        ExecuteStep e => $"do {e.Step}",
        CompensateStep u => $"undo {u.Step}",
        _ => "?",
    })];

    /// <summary>Step <paramref name="step"/> does as <paramref name="script"/> says for each attempt.</summary>
    public Participants Do(int step, Func<int, Reply> script)
    {
        _scripts[(step, false)] = script;
        return this;
    }

    public Participants Do(int step, Reply always) => Do(step, _ => always);

    public Participants Undo(int step, Func<int, Reply> script)
    {
        _scripts[(step, true)] = script;
        return this;
    }

    public Participants Undo(int step, Reply always) => Undo(step, _ => always);

    /// <summary>Every reply is sent that many times.</summary>
    public void ReplyTimes(int copies) => _copies = copies;

    public void Configure(IBusFactoryConfigurator transport)
    {
        transport.ConnectReceiveObserver(UnderWay);
        foreach (var kind in Kinds)
        {
            Endpoint(transport, kind, endpoint =>
            {
                endpoint.Handler<ExecuteStep>(Execute);
                endpoint.Handler<CompensateStep>(Compensate);
            });
        }
        Endpoint(transport, "enqueue-semantic", e => e.Handler<EnqueueSemantic>(async c =>
        {
            Interlocked.Increment(ref _postActionCalls);
            await PostActionGate;
            await (PostActionFailures-- > 0
                ? throw new InvalidOperationException("Scripted.")
                : Keep(PostActions, c.Message));
        }));
        Endpoint(transport, "purge-transaction", e => e.Handler<PurgeTransaction>(c => Keep(PostActions, c.Message)));
        Endpoint(transport, "replies", e => e.Handler<TransactionReleased>(c =>
            Keep(Replies, (c.Message, c.RequestId))));
        transport.ReceiveEndpoint("events", e =>
        {
            e.Handler<TransactionCommitted>(c => Keep(Events, c.Message));
            e.Handler<TransactionRolledBack>(c => Keep(Events, c.Message));
            e.Handler<TransactionRejected>(c => Keep(Events, c.Message));
            e.Handler<TransactionSuspended>(c => Keep(Events, c.Message));
            e.Handler<TransactionReleased>(c => Keep(Events, c.Message));
        });
    }

    static void Endpoint(IBusFactoryConfigurator transport, string queue, Action<IReceiveEndpointConfigurator> add) =>
        transport.ReceiveEndpoint(queue, endpoint =>
        {
            endpoint.ConfigureConsumeTopology = false;
            add(endpoint);
        });

    static Task Keep<T>(ConcurrentQueue<T> kept, T item)
    {
        kept.Enqueue(item);
        return Task.CompletedTask;
    }

    async Task Execute(ConsumeContext<ExecuteStep> context)
    {
        var (id, step) = (context.Message.TransactionId, context.Message.Step);
        Commands.Enqueue(context.Message);
        var reply = ReplyOf(step, undo: false, context.Message.Attempt);
        var code = reply is Reply.Stale ? ErrorCode.Stale : ErrorCode.NotFound;
        await Answer(context, reply,
            new StepCompleted(id, step, WireJson.ToElement(new { step })),
            new StepFailed(id, step, new Reason(code, $"Step {step} says no.")));
    }

    async Task Compensate(ConsumeContext<CompensateStep> context)
    {
        var (id, step) = (context.Message.TransactionId, context.Message.Step);
        Commands.Enqueue(context.Message);
        await Answer(context, ReplyOf(step, undo: true, context.Message.Attempt),
            new StepUndone(id, step), new StepUndone(id, step, NothingToUndo: true));
    }

    Reply ReplyOf(int step, bool undo, int attempt) =>
        _scripts.TryGetValue((step, undo), out var script) ? script(attempt) : Reply.Done;

    async Task Answer(ConsumeContext context, Reply reply, object done, object refused)
    {
        if (reply is Reply.Throw)
            throw new InvalidOperationException("Scripted.");
        if (reply is Reply.Silent)
            return;
        var endpoint = await context.GetSendEndpoint(QueueName.Address(QueueName.Transactions));
        for (var i = 0; i < _copies; i++)
        {
            var id = UnderWay.Add();
            await endpoint.Send(
                reply is Reply.Done ? done : refused, Pipe.Execute<SendContext>(sending => sending.MessageId = id));
        }
    }
}
