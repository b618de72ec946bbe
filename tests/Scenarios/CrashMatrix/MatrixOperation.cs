using Sagas.Scenarios.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.CrashMatrix;

/// <summary>One operation of the matrix: how it is started, and where it can be killed.</summary>
/// <param name="Name">For the reader of a failure.</param>
/// <param name="Kinds">The step kinds of the plan that is killed, in order.</param>
/// <param name="Submit">Starts it on a prepared case.</param>
internal sealed record MatrixOperation(
    string Name, IReadOnlyList<string> Kinds, Func<ServiceClient, MatrixCase, Task<ServiceAnswer>> Submit)
{
    /// <summary>The archive that is uploaded for it; null = none is needed.</summary>
    public IReadOnlyDictionary<string, string>? Upload { get; init; }

    /// <summary>A step point that this operation does not reach although its kind has it.</summary>
    public string Unreached { get; init; } = "";

    /// <summary>What it works on instead of a tree of resources: puts it below the root that is given.</summary>
    public Action<Stores, string>? Seed { get; init; }

    /// <summary>True when what fails is tried again until it is done: the end is the same in both directions.
    /// </summary>
    public bool GoesOn { get; init; }

    /// <summary>More places where it is killed on the way forward.</summary>
    public IReadOnlyList<string> Besides { get; init; } = [];

    /// <summary>More places where it is killed on the way back.</summary>
    public IReadOnlyList<string> BesidesUndoing { get; init; } = [];

    /// <summary>True when the plan under test is the one that the post-action of another operation starts.</summary>
    public bool IsPostAction { get; init; }

    /// <summary>Whether it is killed at the coordinator's commits and sends too: those are the same code for every
    /// operation, so one of each shape of plan is enough.</summary>
    public bool WithCoordinator { get; init; }

    /// <summary>How many commits and sends there are at least before it has ended.</summary>
    public int CommitsMin { get; init; } = 4;

    /// <summary>Where index rows must have gone with their vectors: from and to, relative to the case.</summary>
    public (string From, string To)? MovesRows { get; init; }

    /// <summary>Fails the last step after its effect, so that every step has something to undo.</summary>
    public string Failure => $"{Kinds[^1]}.execute.before-reply=throw{(GoesOn ? "#1" : "")}";

    /// <summary>The points of its steps on the way forward.</summary>
    public IEnumerable<string> ForwardSteps =>
        Kinds.SelectMany(StepPoints.Execute).Where(point => point != Unreached);

    /// <summary>The points of its steps on the way back.</summary>
    public IEnumerable<string> UndoSteps => Kinds.Reverse().SelectMany(StepPoints.Undo);

    /// <summary>Everywhere that it is killed on the way forward.</summary>
    public IEnumerable<string> Forward => ForwardSteps
        .Concat(Besides).Concat(IsPostAction ? Semantic : []).Concat(WithCoordinator ? Coordinator(1, CommitsMin) : []);

    /// <summary>Everywhere that it is killed on the way back.</summary>
    public IEnumerable<string> Undoing => UndoSteps
        .Concat(BesidesUndoing)
        .Concat(WithCoordinator ? Coordinator(CommitsMin, CommitsMin + Kinds.Count - 1) : []);

    static IEnumerable<string> Semantic => ["enqueue-semantic.before-send", "enqueue-semantic.before-ledger"];

    static IEnumerable<string> Coordinator(int first, int last) => Enumerable.Range(first, last - first + 1)
        .SelectMany(n => new[]
        {
            $"writer.before-commit#{n}", $"writer.after-commit#{n}", $"outbox.before-send#{n}",
        });
}
