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
        if (!folder.Has(Tree))
            folder.TakeIn(staging.At(StagedFacts.Tree), Tree);
        folder.Sync();
        // Died here: the staged tree is in this step's folder, no reader saw anything.
        await step.Boundary("execute.after-take", cancellationToken);
        return new PlacedTree(kind != PathKind.Missing, []);
    }

    protected override async Task Apply(
        PlaceTree command, PlacedTree record, StepFolder folder, StepContext step,
        CancellationToken cancellationToken)
    {
        var tree = Of(command, folder);
        if (!tree.IsAhead)
            return;
        Parents.Of(folder, Paths, command.Account, command.Target).Make();
        // Died here: some new directories are in the tree, each known by its own evidence.
        await step.Boundary("execute.after-parents", cancellationToken);
        if (record.Replaces)
            tree.SetAside();
        // Died here: the old tree is in the folder, nothing is at the target for a reader; both ways go on.
        await step.Boundary("execute.between-renames", cancellationToken);
        tree.PutIn();
    }

    protected override async Task Revert(
        PlaceTree command, PlacedTree record, StepFolder folder, StepContext step,
        CancellationToken cancellationToken)
    {
        var tree = Of(command, folder);
        tree.TakeBack();
        // Died here: the new tree is in the folder again; the next undo goes on from there.
        await step.Boundary("undo.between-renames", cancellationToken);
        tree.PutBack();
        // Died here: the target is as it was; directories made for it may be left.
        await step.Boundary("undo.after-put-back", cancellationToken);
        Parents.Of(folder, Paths, command.Account, command.Target).Remove();
    }

    protected override object? ResultOf(PlaceTree command, PlacedTree record, StepFolder folder) => record with
    {
        CreatedParents = Parents.Of(folder, Paths, command.Account, command.Target).Made(),
    };

    Exchange Of(PlaceTree command, StepFolder folder) =>
        new(folder, Tree, Replaced, Paths.Of(command.Account, command.Target));

    static void Fits(VikingUri target, StagedFacts facts)
    {
        if (target.Segments.Count + facts.Depth > Limits.UriDepthMax)
            throw RefusedException.InvalidArgument("to", $"makes paths deeper than {Limits.UriDepthMax} segments");
        if (target.ByteCount + 1 + facts.PathBytes > Limits.UriBytesMax)
            throw RefusedException.InvalidArgument("to", $"makes URIs longer than {Limits.UriBytesMax} bytes");
    }
}
