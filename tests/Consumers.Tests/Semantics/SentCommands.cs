using System.Collections.Concurrent;
using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Consumers.Tests.Semantics;

/// <summary>Keeps the commands that a consumer hands in, and the messages it puts off, in order.</summary>
sealed class SentCommands : ICommandSender
{
    readonly ConcurrentQueue<IndexDirectory> _commands = new();

    /// <summary>What was put off, and for how long.</summary>
    public ConcurrentQueue<(EnqueueSemantic Message, TimeSpan Pause)> Later { get; } = new();

    public Task Send<TCommand>(TCommand command, CancellationToken cancellationToken)
        where TCommand : class, IOperationCommand
    {
        _commands.Enqueue((IndexDirectory)(object)command);
        return Task.CompletedTask;
    }

    public Task SendLater<TMessage>(TMessage message, TimeSpan pause, CancellationToken cancellationToken)
        where TMessage : class, IPostActionMessage
    {
        Later.Enqueue(((EnqueueSemantic)(object)message, pause));
        return Task.CompletedTask;
    }

    public void Clear() => _commands.Clear();

    public List<IndexDirectory> Take() => [.. _commands];
}
