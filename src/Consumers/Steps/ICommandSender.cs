using Sagas.Contracts;

namespace Sagas.Consumers.Steps;

/// <summary>How a consumer starts a transaction of its own, or has itself woken later. Thread-safe.</summary>
public interface ICommandSender
{
    /// <summary>
    /// Hands a command in. When this returns, the command survives a crash of this process, whatever the transport;
    /// a plain send would be lost with the in-memory one.
    /// </summary>
    /// <exception cref="RefusedException">The command can never succeed as it is written.</exception>
    Task Send<TCommand>(TCommand command, CancellationToken cancellationToken)
        where TCommand : class, IOperationCommand;

    /// <summary>Has a message sent to its queue when <paramref name="pause"/> is over. When this returns, the wait is a
    /// timer that survives a crash.</summary>
    Task SendLater<TMessage>(TMessage message, TimeSpan pause, CancellationToken cancellationToken)
        where TMessage : class, IPostActionMessage;
}
