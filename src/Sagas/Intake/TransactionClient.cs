using MassTransit;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Contracts;
using Sagas.Lifecycle;
using Sagas.Persistence.Outbox;
using Sagas.Persistence.UnitOfWork;
using Sagas.Queries;

namespace Sagas.Intake;

/// <summary>
/// The edge's way in: a command is a row of the outbox before its caller hears of it, whether or not the broker can
/// be reached.
/// </summary>
internal sealed class TransactionClient(
    IServiceProvider services, IBus bus, IUnitOfWorkStore store, OutboxCapture capture, ITransactionQueries queries,
    EndSignals signals, TimeProvider time) : ITransactionClient
{
    static readonly TimeSpan RecheckMin = TimeSpan.FromMilliseconds(250);
    static readonly TimeSpan RecheckMax = TimeSpan.FromSeconds(1);

    public async Task<TransactionId> Submit<TCommand>(TCommand command, CancellationToken cancellationToken)
        where TCommand : class, IOperationCommand
    {
        var id = command.TransactionId ?? new TransactionId(NewId.NextGuid());
        var operation = services.GetRequiredService<IOperation<TCommand>>();
        await Write(operation.Queue, new Planner<TCommand>(operation).Begin(command, id), cancellationToken);
        return id;
    }

    public async Task<TransactionView?> WaitForEnd(
        TransactionId id, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            // Asked for before the look: an end between the two is not missed.
            var signal = signals.Of(id.Value);
            while (!signal.IsCompleted && !await queries.HasEnded(id, cancellationToken))
            {
                var waited = time.GetElapsedTime(started);
                if (waited >= timeout)
                    break;
                // The end may come in another process: the signal is a hint, looking again is the rule.
                await signal.WaitAsync(Pause(waited, timeout), time, cancellationToken)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
            }
            return await queries.Find(id, cancellationToken);
        }
        finally
        {
            signals.Forget(id.Value);
        }
    }

    /// <summary>What has taken long already may take a little longer to be noticed.</summary>
    static TimeSpan Pause(TimeSpan waited, TimeSpan timeout)
    {
        var pause = waited < RecheckMin ? RecheckMin : waited > RecheckMax ? RecheckMax : waited;
        return timeout - waited < pause ? timeout - waited : pause;
    }

    public Task Control<TMessage>(TMessage message, CancellationToken cancellationToken)
        where TMessage : class
        => Write(QueueName.Transactions, message, cancellationToken);

    public Task ControlCommit<TMessage>(TMessage message, CancellationToken cancellationToken)
        where TMessage : class
        => Write(QueueName.SessionCommits, message, cancellationToken);

    public Task PostAction<TMessage>(TMessage message, CancellationToken cancellationToken)
        where TMessage : class, IPostActionMessage
        => Write(QueueName.Of<TMessage>(), message, cancellationToken);

    public Task SendLater<TMessage>(TMessage message, TimeSpan pause, CancellationToken cancellationToken)
        where TMessage : class, IPostActionMessage
        => Write(QueueName.Of<TMessage>(), message, cancellationToken, pause);

    async Task Write<T>(string queue, T message, CancellationToken cancellationToken, TimeSpan? pause = null)
        where T : class
    {
        var endpoint = (ITransportSendEndpoint)await bus.GetSendEndpoint(QueueName.Address(queue));
        var context = await endpoint.CreateSendContext(message, Pipe.Empty<SendContext<T>>(), cancellationToken);
        if (pause is not null)
        {
            // What makes a row a timer.
            context.ScheduledMessageId = NewId.NextGuid();
            context.Delay = pause;
        }
        // Here and not in the unit: nobody else can write while the one writer makes JSON.
        var row = capture.RowOf(context);
        await store.Run(unit => unit.Add(row).AsTask(), cancellationToken);
    }
}
