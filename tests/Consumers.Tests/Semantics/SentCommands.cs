using System.Collections.Concurrent;
using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Consumers.Tests.Semantics;

/// <summary>Keeps the commands that a consumer hands in, in order.</summary>
sealed class SentCommands : ICommandSender
{
    readonly ConcurrentQueue<IndexDirectory> _commands = new();

    public Task Send<TCommand>(TCommand command, CancellationToken cancellationToken)
        where TCommand : class, IOperationCommand
    {
        _commands.Enqueue((IndexDirectory)(object)command);
        return Task.CompletedTask;
    }

    public void Clear() => _commands.Clear();

    public List<IndexDirectory> Take() => [.. _commands];
}
