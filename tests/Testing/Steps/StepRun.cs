using System.Text.Json;
using Sagas.Contracts;

namespace Sagas.Testing.Steps;

/// <summary>Sends a lab's step to a fresh consumer, as messages that went through JSON.</summary>
public static class StepRun
{
    static readonly FencingToken Token = new(7);

    /// <summary>Does the step: <see cref="StepCompleted"/> or <see cref="StepFailed"/>.</summary>
    public static Task<object> Execute(this IStepLab lab, IFaultPoints? faults = null)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var message = new ExecuteStep(
            lab.Id.TransactionId, lab.Id.Step, QueueName.Of(lab.Command.GetType()), 1, Token, Arguments(lab));
        return lab.Restart(faults ?? new NoFaultPoints()).Answer(message, Silent, CancellationToken.None);
    }

    /// <summary>Does the step, which must succeed; its result as text.</summary>
    public static async Task<string> Done(this IStepLab lab, IFaultPoints? faults = null) =>
        await lab.Execute(faults) switch
        {
            StepCompleted completed => completed.Result?.GetRawText() ?? "null",
            var other => throw new LawBrokenException($"The step was not done: {other}"),
        };

    /// <summary>Does the step, which must be refused; why.</summary>
    public static async Task<Reason> Refused(this IStepLab lab, IFaultPoints? faults = null) =>
        await lab.Execute(faults) is StepFailed failed
            ? failed.Reason
            : throw new LawBrokenException("The step was done, where it had to be refused.");

    /// <summary>Undoes the step; false when there was nothing to undo.</summary>
    public static async Task<bool> Undo(this IStepLab lab, IFaultPoints? faults = null)
    {
        ArgumentNullException.ThrowIfNull(lab);
        var message = new CompensateStep(
            lab.Id.TransactionId, lab.Id.Step, QueueName.Of(lab.Command.GetType()), 1, Token, Arguments(lab));
        var undone = await lab.Restart(faults ?? new NoFaultPoints()).Answer(message, Silent, CancellationToken.None);
        return !undone.NothingToUndo;
    }

    static JsonElement Arguments(IStepLab lab) =>
        JsonSerializer.SerializeToElement(lab.Command, lab.Command.GetType(), WireJson.Options);

    static Task Silent(StepProgress progress) => Task.CompletedTask;
}
