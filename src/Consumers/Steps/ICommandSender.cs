using Sagas.Contracts;

namespace Sagas.Consumers.Steps;

/// <summary>How a consumer starts a transaction of its own. Thread-safe.</summary>
public interface ICommandSender
{
    /// <summary>
    /// Hands a command in. When this returns, the command survives a crash of this process, whatever the transport;
    /// a plain send would be lost with the in-memory one.
    /// </summary>
    /// <exception cref="RefusedException">The command can never succeed as it is written.</exception>
    Task Send<TCommand>(TCommand command, CancellationToken cancellationToken)
        where TCommand : class, IOperationCommand;
}
