using Sagas.Consumers.FileTree;
using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.FileTree.Native;
using Sagas.Consumers.FileTree.Staging;
using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Consumers.AddResource;

/// <summary>staged tree → folder → target; what was at the target waits in the folder.</summary>
sealed class PlaceTreeStep(TreePaths paths, IFaultPoints faults, RunningSteps running)
    : FileStep<PlaceTree, PlacedTree>(paths, faults, running)
{
    const string Tree = "tree";
    const string Replaced = "replaced";

    protected override async Task<PlacedTree> Prepare(
        PlaceTree command, StepFolder folder, StepContext step, CancellationToken cancellationToken)
    {
        var target = command.Target;
        if (target.IsScopeRoot)
            throw RefusedException.InvalidArgument("to", "is a whole scope");
        Parents.Check(Paths, command.Account, target);
        if (command.ParentMustExist && target.Parent is { IsScopeRoot: false } parent
            && Paths.Look(command.Account, parent).Kind == PathKind.Missing)
            throw RefusedException.NotFound(parent, "directory");
        var kind = Paths.Look(command.Account, target).Kind;
        if (kind is PathKind.Link or PathKind.Special)
            throw Refusals.Precondition(target, "is no file and no directory");
        if (command.MustBeNew && kind != PathKind.Missing)
            throw Refusals.Exists(target);

        var staging = Folders.DoneBy(step.Id.TransactionId, command.StagedBy);
        Fits(target, staging.Read<StagedFacts>(StagedFacts.Name)
            ?? throw Refusals.Precondition(target, $"has no tree staged by step {command.StagedBy}"));
        // Taken before the record, and never given back: so with a record, "not in the folder" means "placed".
        folder.Touch(staging.At(StagedFacts.Tree));
        folder.Touch(folder.At(Tree));
        if (!folder.Has(Tree))
            folder.TakeIn(staging.At(StagedFacts.Tree), Tree);
        folder.Sync();
        // Died here: the staged tree is in this step's folder, no reader saw anything.
        await step.Boundary("execute.after-take", cancellationToken);
        return new PlacedTree(kind != PathKind.Missing, []);
    }

    protected override async Task Apply(
        PlaceTree command, PlacedTree record, StepFolder folder, StepContext step,
        CancellationToken cancellationToken) =>
        await Of(command, folder).In(record.Replaces, step, cancellationToken);

    protected override async Task Revert(
        PlaceTree command, PlacedTree record, StepFolder folder, StepContext step,
        CancellationToken cancellationToken) =>
        await Of(command, folder).Back(step, cancellationToken);

    protected override object? ResultOf(PlaceTree command, PlacedTree record, StepFolder folder) => record with
    {
        CreatedParents = Of(command, folder).CreatedParents,
    };

    Placement Of(PlaceTree command, StepFolder folder) =>
        new(new Exchange(folder, Tree, Replaced, Paths, command.Account, command.Target));

    static void Fits(VikingUri target, StagedFacts facts)
    {
        if (target.Segments.Count + facts.Depth > Limits.UriDepthMax)
            throw RefusedException.InvalidArgument("to", $"makes paths deeper than {Limits.UriDepthMax} segments");
        if (target.ByteCount + 1 + facts.PathBytes > Limits.UriBytesMax)
            throw RefusedException.InvalidArgument("to", $"makes URIs longer than {Limits.UriBytesMax} bytes");
    }
}
