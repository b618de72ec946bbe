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
    static readonly TimeSpan Recheck = TimeSpan.FromMilliseconds(250);

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
            while (true)
            {
                // Asked for before the look: an end between the two is not missed.
                var signal = signals.Of(id.Value);
                var view = await queries.Find(id, cancellationToken);
                var left = timeout - time.GetElapsedTime(started);
                if (view is { EndedAt: not null } || left <= TimeSpan.Zero)
                    return view;
                // The end may come in another process: the signal is a hint, looking again is the rule.
                var pause = Task.Delay(left < Recheck ? left : Recheck, time, cancellationToken);
                await Task.WhenAny(signal, pause);
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
        finally
        {
            signals.Forget(id.Value);
        }
    }

    public Task Control<TMessage>(TMessage message, CancellationToken cancellationToken)
        where TMessage : class
        => Write(
            message is IPostActionMessage ? QueueName.Of<TMessage>() : QueueName.Transactions,
            message, cancellationToken);

    public Task ControlCommit<TMessage>(TMessage message, CancellationToken cancellationToken)
        where TMessage : class
        => Write(QueueName.SessionCommits, message, cancellationToken);

    async Task Write<T>(string queue, T message, CancellationToken cancellationToken)
        where T : class
    {
        var endpoint = (ITransportSendEndpoint)await bus.GetSendEndpoint(QueueName.Address(queue));
        var context = await endpoint.CreateSendContext(message, Pipe.Empty<SendContext<T>>(), cancellationToken);
        await store.Run(unit => unit.Add(capture.RowOf(context)).AsTask(), cancellationToken);
    }
}
