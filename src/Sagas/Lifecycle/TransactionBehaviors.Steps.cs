using MassTransit;
using Sagas.Contracts;

namespace Sagas.Lifecycle;

/// <content>Sending steps and undos.</content>
public sealed partial class TransactionBehaviors
{
    static readonly Uri Machine = QueueName.Address(QueueName.Transactions);

    internal bool IsInFlight(BehaviorContext<TransactionState, StepCompleted> context) =>
        context.Saga.Journal.InFlight == context.Message.Step;

    internal bool IsInFlight(BehaviorContext<TransactionState, StepProgress> context) =>
        context.Saga.Journal.InFlight == context.Message.Step;

    internal bool IsInFlight(BehaviorContext<TransactionState, StepFailed> context) =>
        context.Saga.Journal.InFlight == context.Message.Step;

    internal bool IsInFlight(BehaviorContext<TransactionState, Fault<ExecuteStep>> context) =>
        context.Saga.Journal.InFlight == context.Message.Message.Step;

    internal bool IsUndoing(BehaviorContext<TransactionState, StepUndone> context) =>
        context.Saga.Journal.Undoing == context.Message.Step;

    internal bool IsUndoing(BehaviorContext<TransactionState, Fault<CompensateStep>> context) =>
        context.Saga.Journal.Undoing == context.Message.Message.Step;

    internal bool HasNextStep(BehaviorContext<TransactionState> context) =>
        context.Saga.Journal.NextToSend is not null;

    internal bool HasNextUndo(BehaviorContext<TransactionState> context) =>
        context.Saga.Journal.NextToUndo is not null;

    internal bool HasFailedUndo(BehaviorContext<TransactionState> context) => context.Saga.Journal.AnyUndoFailed;

    internal bool MaySendAgain(BehaviorContext<TransactionState> context) =>
        context.Saga.Journal is { InFlight: { } step } journal
        && journal.Steps[step].Attempts < Limits.StepAttemptsMax;

    internal bool MaySendUndoAgain(BehaviorContext<TransactionState> context) =>
        context.Saga.Journal is { Undoing: { } step } journal
        && journal.Steps[step].Attempts < Limits.UndoAttemptsMax;

    internal Task SendNextStep(BehaviorContext<TransactionState> context) =>
        SendStep(context, context.Saga.Journal.NextToSend!.Value);

    internal Task SendStepAgain(BehaviorContext<TransactionState> context) =>
        SendStep(context, context.Saga.Journal.InFlight!.Value);

    internal Task SendNextUndo(BehaviorContext<TransactionState> context) =>
        SendUndo(context, context.Saga.Journal.NextToUndo!.Value, again: false);

    internal Task SendUndoAgain(BehaviorContext<TransactionState> context) =>
        SendUndo(context, context.Saga.Journal.Undoing!.Value, again: true);

    async Task SendStep(BehaviorContext<TransactionState> context, int step)
    {
        Change(context, j => j.WithSent(step));
        var row = context.Saga;
        var (kind, arguments) = row.Plan.Steps[step];
        var attempt = row.Journal.Steps[step].Attempts;
        var command = new ExecuteStep(
            new(row.CorrelationId), step, kind, attempt, new(row.FencingToken!.Value), arguments);
        await Send(context, kind, command, MessageIds.Of(row.CorrelationId, "execute", $"{step}", $"{attempt}"));
    }

    async Task SendUndo(BehaviorContext<TransactionState> context, int step, bool again)
    {
        Change(context, j => j.WithUndoing(step, again));
        var row = context.Saga;
        var (kind, arguments) = row.Plan.Steps[step];
        var attempt = row.Journal.Steps[step].Attempts;
        var command = new CompensateStep(
            new(row.CorrelationId), step, kind, attempt, new(row.FencingToken!.Value), arguments);
        var id = MessageIds.Of(row.CorrelationId, "undo", $"{step}", $"{row.UndoRounds}", $"{attempt}");
        await Send(context, kind, command, id);
    }

    static async Task Send<T>(BehaviorContext<TransactionState> context, string queue, T message, Guid messageId)
        where T : class
    {
        var endpoint = await context.GetSendEndpoint(QueueName.Address(queue));
        await endpoint.Send(message, Pipe.Execute<SendContext<T>>(sending =>
        {
            sending.MessageId = messageId;
            // A fault comes back to the machine and nowhere else; a published one would reach whoever listens.
            sending.FaultAddress = Machine;
        }));
    }
}
