using Sagas.Contracts;

namespace Sagas.Testing.Steps;

/// <summary>The laws that every step of every adapter keeps. A broken one throws.</summary>
public static class StepLaws
{
    static readonly Dictionary<string, Func<Func<IStepLab>, Task>> Laws = new(StringComparer.Ordinal)
    {
        ["undo after execute is identity"] = UndoAfterExecute,
        ["execute twice is once"] = ExecuteTwice,
        ["undo twice is once"] = UndoTwice,
        ["undo first closes the step"] = UndoFirst,
        ["overtaken, nothing changes"] = Overtaken,
        ["done and ended, nothing changes"] = DoneAndEnded,
        ["a fault anywhere, then redo"] = FaultThenRedo,
        ["a fault anywhere, then undo"] = FaultThenUndo,
        ["a fault anywhere in undo, then undo"] = FaultInUndo,
        ["faults in both, then undo"] = FaultsInBoth,
        ["paused anywhere, undone meanwhile"] = PausedLaws.ExecuteWhileUndone,
        ["paused anywhere, done by a twin meanwhile"] = PausedLaws.ExecuteWhileDone,
        ["undo paused anywhere, undone by a twin meanwhile"] = PausedLaws.UndoWhileUndone,
    };

    /// <summary>The names of the laws, for theories.</summary>
    public static IEnumerable<string> Names => Laws.Keys;

    /// <summary>Checks one law on labs that all start the same.</summary>
    public static Task Check(string law, Func<IStepLab> lab) => Laws[law](lab);

    static async Task UndoAfterExecute(Func<IStepLab> make)
    {
        using var lab = make();
        var before = await lab.Snapshot();
        await lab.Done();
        LawBrokenException.Unless(await lab.Undo(), "undo said there was nothing to undo.");
        LawBrokenException.Unless(before, await lab.Snapshot(), "undo did not bring the store back.");
        await IsRefusedAsStale(lab, before);
    }

    static async Task ExecuteTwice(Func<IStepLab> make)
    {
        using var lab = make();
        var first = await lab.Done();
        var after = await lab.Snapshot();
        var second = await lab.Done();
        LawBrokenException.Unless(first, second, "the second execute answered otherwise.");
        LawBrokenException.Unless(after, await lab.Snapshot(), "the second execute changed something.");
    }

    static async Task UndoTwice(Func<IStepLab> make)
    {
        using var lab = make();
        var before = await lab.Snapshot();
        await lab.Done();
        await lab.Undo();
        await lab.Undo();
        LawBrokenException.Unless(before, await lab.Snapshot(), "the second undo changed something.");
    }

    static async Task UndoFirst(Func<IStepLab> make)
    {
        using var lab = make();
        var before = await lab.Snapshot();
        LawBrokenException.Unless(!await lab.Undo(), "undo said it undid what never was.");
        LawBrokenException.Unless(before, await lab.Snapshot(), "undo before execute changed something.");
        await IsRefusedAsStale(lab, before);
    }

    static async Task Overtaken(Func<IStepLab> make)
    {
        using var lab = make();
        var before = await lab.Snapshot();
        await lab.Overtake();
        await IsRefusedAsStale(lab, before);
        await lab.Undo();
        LawBrokenException.Unless(before, await lab.Snapshot(), "an overtaken undo changed something.");
    }

    static async Task DoneAndEnded(Func<IStepLab> make)
    {
        using var lab = make();
        await lab.Done();
        var after = await lab.Snapshot();
        await lab.Overtake();
        await lab.Execute();
        LawBrokenException.Unless(after, await lab.Snapshot(), "a late duplicate changed something.");
    }

    static async Task FaultThenRedo(Func<IStepLab> make)
    {
        using var reference = make();
        var points = new FailAt(0);
        var result = await reference.Done(points);
        var after = await reference.Snapshot();
        for (var k = 1; k <= points.Reached.Count; k++)
        {
            using var lab = make();
            await Dies(() => lab.Execute(new FailAt(k)));
            var at = points.Reached[k - 1];
            LawBrokenException.Unless(result, await lab.Done(), $"died at {at}: redo answered otherwise.");
            LawBrokenException.Unless(after, await lab.Snapshot(), $"died at {at}: redo did not finish the step.");
        }
    }

    static async Task FaultThenUndo(Func<IStepLab> make)
    {
        var points = await PointsOfExecute(make);
        for (var k = 1; k <= points.Count; k++)
        {
            using var lab = make();
            var before = await lab.Snapshot();
            await Dies(() => lab.Execute(new FailAt(k)));
            await lab.Undo();
            LawBrokenException.Unless(before, await lab.Snapshot(), $"died at {points[k - 1]}: undo did not restore.");
            await IsRefusedAsStale(lab, before);
        }
    }

    static async Task FaultInUndo(Func<IStepLab> make)
    {
        for (var k = 1; ; k++)
        {
            using var lab = make();
            var before = await lab.Snapshot();
            await lab.Done();
            var faults = new FailAt(k);
            var died = await DiesOrNot(() => lab.Undo(faults));
            if (!died)
                return;
            await lab.Undo();
            LawBrokenException.Unless(before, await lab.Snapshot(), $"undo died at {faults.Reached[^1]}, then undo.");
            await IsRefusedAsStale(lab, before);
        }
    }

    static async Task FaultsInBoth(Func<IStepLab> make)
    {
        var points = await PointsOfExecute(make);
        for (var k = 1; k <= points.Count; k++)
        {
            for (var j = 1; ; j++)
            {
                using var lab = make();
                var before = await lab.Snapshot();
                await Dies(() => lab.Execute(new FailAt(k)));
                var faults = new FailAt(j);
                if (!await DiesOrNot(() => lab.Undo(faults)))
                    break;
                await lab.Undo();
                LawBrokenException.Unless(
                    before, await lab.Snapshot(), $"died at {points[k - 1]}, undo died at {faults.Reached[^1]}.");
            }
        }
    }

    internal static async Task<IReadOnlyList<string>> PointsOfExecute(Func<IStepLab> make)
    {
        using var lab = make();
        var faults = new FailAt(0);
        await lab.Done(faults);
        LawBrokenException.Unless(faults.Reached.Count > 2, "the step has no fault points of its own.");
        return faults.Reached;
    }

    static async Task IsRefusedAsStale(IStepLab lab, string before)
    {
        var reason = await lab.Refused();
        LawBrokenException.Unless(ErrorCode.Stale, reason.Code, "a late execute was refused for another reason.");
        LawBrokenException.Unless(before, await lab.Snapshot(), "a refused execute changed something.");
    }

    static async Task Dies(Func<Task> run) =>
        LawBrokenException.Unless(await DiesOrNot(run), "the injected fault did not come out.");

    static async Task<bool> DiesOrNot(Func<Task> run)
    {
        try
        {
            await run();
            return false;
        }
        catch (InjectedFaultException)
        {
            return true;
        }
    }
}
