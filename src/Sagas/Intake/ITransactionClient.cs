using Sagas.Contracts;
using Sagas.Queries;

namespace Sagas.Intake;

/// <summary>How the host's own edges (HTTP) hand in commands. Thread-safe.</summary>
public interface ITransactionClient
{
    /// <summary>
    /// Accepts a command: when this returns, the command is durable and survives a crash, in every world. A command
    /// without an id gets one.
    /// </summary>
    /// <exception cref="RefusedException">The command is refused as it is written; nothing is stored.</exception>
    Task<TransactionId> Submit<TCommand>(TCommand command, CancellationToken cancellationToken)
        where TCommand : class, IOperationCommand;

    /// <summary>
    /// Waits until the transaction is RELEASED, and answers it as it is then, or as it is when
    /// <paramref name="timeout"/> is over; null when it is unknown by then.
    /// </summary>
    Task<TransactionView?> WaitForEnd(TransactionId id, TimeSpan timeout, CancellationToken cancellationToken);

    /// <summary>Hands in one of <see cref="CancelTransaction"/>, <see cref="RetryTransaction"/>,
    /// <see cref="ResolveTransaction"/>, durably.</summary>
    Task Control<TMessage>(TMessage message, CancellationToken cancellationToken)
        where TMessage : class;

    /// <summary>Has a message sent to its queue when <paramref name="pause"/> is over: the wait is a timer like those
    /// of transactions, durable when this returns.</summary>
    Task SendLater<TMessage>(TMessage message, TimeSpan pause, CancellationToken cancellationToken)
        where TMessage : class, IPostActionMessage;

    /// <summary><see cref="Control"/> for a session commit, which is more than its first transaction.</summary>
    Task ControlCommit<TMessage>(TMessage message, CancellationToken cancellationToken)
        where TMessage : class;

    /// <summary>Hands in work of the kind that follows a commit, such as purging or indexing, durably. It is done once
    /// for its transaction and its action.</summary>
    Task PostAction<TMessage>(TMessage message, CancellationToken cancellationToken)
        where TMessage : class, IPostActionMessage;
}
