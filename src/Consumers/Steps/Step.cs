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
    : IConsumer<ExecuteStep>, IConsumer<CompensateStep>
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
        var message = context.Message;
        var step = ContextOf(context, message.TransactionId, message.Step, message.Token);
        object reply;
        try
        {
            await step.Boundary("execute.before-effect", context.CancellationToken);
            var result = await running.Join(
                step.Id, () => Execute(Arguments(message.Arguments), step, context.CancellationToken));
            reply = new StepCompleted(message.TransactionId, message.Step, ResultOf(result));
        }
        catch (RefusedException refused)
        {
            reply = new StepFailed(message.TransactionId, message.Step, refused.Reason with { Step = message.Step });
        }
        // Died here: the effect is durable and nobody knows; the step timer sends the command again, and the
        // barrier answers for the effect that is there.
        await step.Boundary("execute.before-reply", context.CancellationToken);
        await Reply(context, reply);
    }

    /// <inheritdoc />
    public async Task Consume(ConsumeContext<CompensateStep> context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var message = context.Message;
        var step = ContextOf(context, message.TransactionId, message.Step, message.Token);
        await step.Boundary("undo.before-effect", context.CancellationToken);
        var undone = await Undo(Arguments(message.Arguments), step, context.CancellationToken);
        await step.Boundary("undo.before-reply", context.CancellationToken);
        var reply = new StepUndone(message.TransactionId, message.Step, NothingToUndo: !undone);
        await Reply(context, reply);
    }

    StepContext ContextOf(ConsumeContext context, TransactionId transaction, int step, FencingToken token) =>
        new(new StepId(transaction, step), Kind, token, faults, (done, total, unit) =>
            Reply(context, new StepProgress(transaction, step, done, total, unit)));

    static async Task Reply(ConsumeContext context, object reply)
    {
        var endpoint = await context.GetSendEndpoint(Transactions);
        await endpoint.Send(reply, reply.GetType(), context.CancellationToken);
    }

    static TCommand Arguments(JsonElement arguments) => WireJson.To<TCommand>(arguments);

    static JsonElement? ResultOf(object? result) =>
        result is null ? null : JsonSerializer.SerializeToElement(result, result.GetType(), WireJson.Options);
}
