using System.Text.Json;

namespace Sagas.Lifecycle;

/// <summary>
/// What has become of every step of a plan, and what comes next. Pure and immutable: every change is a new journal,
/// stored in the same commit as the messages that it caused.
/// </summary>
/// <remarks>
/// Invariants: steps are sent in order, one at a time; a step is undone only after every later step that was sent is
/// undone, skipped or has failed to be undone; the step whose outcome is unknown is undone first.
/// </remarks>
public sealed record Journal(IReadOnlyList<StepRecord> Steps)
{
    /// <summary>The journal of a plan of <paramref name="steps"/> steps that has not begun.</summary>
    public static Journal Empty(int steps) =>
        new(Enumerable.Repeat(new StepRecord(StepStatus.Pending), steps).ToList());

    /// <summary>The step that is sent and not answered; null when none is.</summary>
    public int? InFlight => IndexOf(r => r.Status is StepStatus.Sent);

    /// <summary>The step whose undo is sent and not answered; null when none is.</summary>
    public int? Undoing => IndexOf(r => r.Status is StepStatus.Undoing);

    /// <summary>The first step that was not sent yet; null when all were.</summary>
    public int? NextToSend => IndexOf(r => r.Status is StepStatus.Pending);

    /// <summary>
    /// The last step that may have an effect and whose undo was not tried in this round; null when none is left.
    /// </summary>
    public int? NextToUndo => LastIndexOf(r => r.Status is StepStatus.Sent or StepStatus.Done or StepStatus.Failed);

    /// <summary>True when any step was ever sent: a participant may hold something of this transaction.</summary>
    public bool AnySent => Steps.Any(r => r.Status is not StepStatus.Pending);

    /// <summary>True when an undo has failed for good in this round.</summary>
    public bool AnyUndoFailed => Steps.Any(r => r.Status is StepStatus.UndoFailed);

    /// <summary>The step was sent, again or for the first time.</summary>
    public Journal WithSent(int step) =>
        With(step, r => r with { Status = StepStatus.Sent, Attempts = r.Attempts + 1 });

    /// <summary>The step is under way, and so far.</summary>
    public Journal WithProgress(int step, Progress progress) => With(step, r => r with { Progress = progress });

    /// <summary>The step is done.</summary>
    public Journal WithDone(int step, JsonElement? result) =>
        With(step, r => r with { Status = StepStatus.Done, Result = result, Error = null, Progress = null });

    /// <summary>The step failed, or its silence is taken for a failure.</summary>
    public Journal WithFailed(int step, string error) =>
        With(step, r => r with { Status = StepStatus.Failed, Error = error });

    /// <summary>The undo was sent: <paramref name="again"/> in this round, or for the first time.</summary>
    public Journal WithUndoing(int step, bool again) => With(step, r => r with
    {
        Status = StepStatus.Undoing,
        Attempts = again ? r.Attempts + 1 : 1,
        Progress = null,
    });

    /// <summary>The step is undone, or there was nothing to undo.</summary>
    public Journal WithUndone(int step, bool nothingToUndo) =>
        With(step, r => r with { Status = nothingToUndo ? StepStatus.Skipped : StepStatus.Undone });

    /// <summary>The undo failed for this round; the others go on.</summary>
    public Journal WithUndoFailed(int step, string error) =>
        With(step, r => r with { Status = StepStatus.UndoFailed, Error = error });

    /// <summary>A new round: every undo that has failed may be tried again.</summary>
    public Journal WithFailedUndosReopened() => new(Steps
        .Select(r => r.Status is StepStatus.UndoFailed ? r with { Status = StepStatus.Failed } : r)
        .ToList());

    Journal With(int step, Func<StepRecord, StepRecord> change)
    {
        var steps = Steps.ToList();
        steps[step] = change(steps[step]);
        return new Journal(steps);
    }

    int? IndexOf(Predicate<StepRecord> match) => Steps.ToList().FindIndex(match) is var i and >= 0 ? i : null;

    int? LastIndexOf(Predicate<StepRecord> match) => Steps.ToList().FindLastIndex(match) is var i and >= 0 ? i : null;
}
