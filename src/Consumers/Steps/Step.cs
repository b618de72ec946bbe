using System.Text.Json;
using MassTransit;
using Sagas.Contracts;

namespace Sagas.Consumers.Steps;

/// <summary>
/// The skeleton of every participant: one step kind, do and undo in one class. It knows its store and nothing of
/// sagas. Doing twice is doing once, undoing twice is undoing once, undo before do closes the step for good: the
/// store's barrier sees to it, keyed by <see cref="StepContext.Id"/>.
/// </summary>
public abstract class Step<TCommand, TUndo>(IFaultPoints faults, RunningSteps running)
    : IConsumer<ExecuteStep>, IConsumer<CompensateStep>, IStepParticipant
    where TCommand : class, IStepCommand<TUndo>
    where TUndo : class
{
    static readonly Uri Transactions = QueueName.Address(QueueName.Transactions);
    static readonly string Kind = QueueName.Of<TCommand>();

    /// <summary>
    /// Writes the undo record durably, then makes the effect, then returns small facts for the caller (or null).
    /// </summary>
    /// <exception cref="RefusedException">The step cannot be done, for an expected reason; nothing is changed.
    /// </exception>
    protected abstract Task<object?> Execute(TCommand command, StepContext step, CancellationToken cancellationToken);

    /// <summary>
    /// Closes the step, then puts back what it did, whole or half, from the undo record.
    /// </summary>
    /// <returns>False when there was nothing to undo.</returns>
    protected abstract Task<bool> Undo(TCommand command, StepContext step, CancellationToken cancellationToken);

    /// <inheritdoc />
    public async Task Consume(ConsumeContext<ExecuteStep> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var reply = await Answer(context.Message, progress => Reply(context, progress), context.CancellationToken);
        await Reply(context, reply);
    }

    /// <inheritdoc />
    public async Task Consume(ConsumeContext<CompensateStep> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var reply = await Answer(context.Message, progress => Reply(context, progress), context.CancellationToken);
        await Reply(context, reply);
    }

    /// <inheritdoc />
    public async Task<object> Answer(
        ExecuteStep message, Func<StepProgress, Task> report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var step = ContextOf(
            new StepId(message.TransactionId, message.Step), message.Token, report, cancellationToken);
        object reply;
        try
        {
            await step.Boundary("execute.before-effect", cancellationToken);
            var result = await running.Join(
                step.Id, () => Execute(Arguments(message.Arguments), step, cancellationToken), cancellationToken);
            reply = new StepCompleted(message.TransactionId, message.Step, ResultOf(result));
        }
        catch (RefusedException refused)
        {
            reply = new StepFailed(message.TransactionId, message.Step, refused.Reason with { Step = message.Step });
        }
        // Died here: the effect is durable and nobody knows; the step timer sends the command again, and the
        // barrier answers for the effect that is there.
        await step.Boundary("execute.before-reply", cancellationToken);
        return reply;
    }

    /// <inheritdoc />
    public async Task<StepUndone> Answer(
        CompensateStep message, Func<StepProgress, Task> report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var step = ContextOf(
            new StepId(message.TransactionId, message.Step), message.Token, report, cancellationToken);
        await step.Boundary("undo.before-effect", cancellationToken);
        var undone = await running.JoinUndo(
            step.Id, () => Undo(Arguments(message.Arguments), step, cancellationToken), cancellationToken);
        await step.Boundary("undo.before-reply", cancellationToken);
        return new StepUndone(message.TransactionId, message.Step, NothingToUndo: !undone);
    }

    StepContext ContextOf(
        StepId id, FencingToken token, Func<StepProgress, Task> report, CancellationToken cancellationToken) =>
        new(id, Kind, token, faults, (done, total, unit) => running.Tell(
            id, () => report(new StepProgress(id.TransactionId, id.Step, done, total, unit)), cancellationToken));

    /// <summary>
    /// An answer that cannot leave is an outage and says nothing of the step: a fault would undo what is done. The step
    /// is asked once more instead, and its store answers.
    /// </summary>
    static async Task Reply(ConsumeContext context, object reply)
    {
        try
        {
            var endpoint = await context.GetSendEndpoint(Transactions);
            await endpoint.Send(reply, reply.GetType(), context.CancellationToken);
        }
        catch (Exception unsent) when (unsent is not OperationCanceledException)
        {
            throw new IOException($"The answer to {Kind} could not be sent: {unsent.Message}", unsent);
        }
    }

    static TCommand Arguments(JsonElement arguments) => WireJson.To<TCommand>(arguments);

    static JsonElement? ResultOf(object? result) =>
        result is null ? null : JsonSerializer.SerializeToElement(result, result.GetType(), WireJson.Options);
}
