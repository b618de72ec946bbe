using Sagas.Consumers.Steps;
using Sagas.Contracts;
using Sagas.Intake;

namespace Sagas.Host.Worlds;

/// <summary>Where the participants meet the coordinator: their commands are as durable as those of the edge.</summary>
internal sealed class CommandSender(ITransactionClient client) : ICommandSender
{
    public Task Send<TCommand>(TCommand command, CancellationToken cancellationToken)
        where TCommand : class, IOperationCommand
        => client.Submit(command, cancellationToken);

    public Task SendLater<TMessage>(TMessage message, TimeSpan pause, CancellationToken cancellationToken)
        where TMessage : class, IPostActionMessage
        => client.SendLater(message, pause, cancellationToken);
}
