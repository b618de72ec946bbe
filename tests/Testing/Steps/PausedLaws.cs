using Sagas.Contracts;

namespace Sagas.Testing.Steps;

/// <summary>A writer that was stopped and goes on in another world changes nothing there.</summary>
static class PausedLaws
{
    public static async Task ExecuteWhileUndone(Func<IStepLab> make)
    {
        var points = await StepLaws.PointsOfExecute(make);
        for (var k = 1; k <= points.Count; k++)
        {
            using var lab = make();
            var before = await lab.Snapshot();
            var pause = new PauseAt(k);
            var paused = lab.Execute(pause);
            await pause.Catches(paused);
            await lab.Undo();
            LawBrokenException.Unless(before, await lab.Snapshot(), $"paused at {points[k - 1]}: not undone.");
            pause.Release();
            var reply = await paused;
            LawBrokenException.Unless(before, await lab.Snapshot(), $"paused at {points[k - 1]}: a stale write.");
            var isLast = k == points.Count;
            LawBrokenException.Unless(
                isLast || reply is StepFailed { Reason.Code: ErrorCode.Stale },
                $"paused at {points[k - 1]}: not refused as stale but {reply}.");
        }
    }

    public static async Task ExecuteWhileDone(Func<IStepLab> make)
    {
        var points = await StepLaws.PointsOfExecute(make);
        for (var k = 1; k <= points.Count; k++)
        {
            using var lab = make();
            var before = await lab.Snapshot();
            var pause = new PauseAt(k);
            var paused = lab.Execute(pause);
            await pause.Catches(paused);
            var result = await lab.Done();
            var after = await lab.Snapshot();
            pause.Release();
            LawBrokenException.Unless(
                await paused is StepCompleted completed && (completed.Result?.GetRawText() ?? "null") == result,
                $"paused at {points[k - 1]}: the twins answered differently.");
            LawBrokenException.Unless(after, await lab.Snapshot(), $"paused at {points[k - 1]}: done twice.");
            await lab.Undo();
            LawBrokenException.Unless(before, await lab.Snapshot(), $"paused at {points[k - 1]}: then not undone.");
        }
    }

    public static async Task UndoWhileUndone(Func<IStepLab> make)
    {
        for (var k = 1; ; k++)
        {
            using var lab = make();
            var before = await lab.Snapshot();
            await lab.Done();
            var pause = new PauseAt(k);
            var paused = lab.Undo(pause);
            if (!await pause.Catches(paused))
            {
                await paused;
                return;
            }
            await lab.Undo();
            LawBrokenException.Unless(before, await lab.Snapshot(), $"undo paused at point {k}: not undone.");
            pause.Release();
            await paused;
            LawBrokenException.Unless(before, await lab.Snapshot(), $"undo paused at point {k}: undone twice.");
        }
    }
}
