using Sagas.Consumers.FileTree;
using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.FileTree.Native;
using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Consumers.Move;

/// <summary>source → folder → destination; a file that was at the destination waits in the folder.</summary>
sealed class MoveTreeStep(TreePaths paths, IFaultPoints faults, RunningSteps running)
    : FileStep<MoveTree, MovedTree>(paths, faults, running)
{
    const string Tree = "tree";
    const string Replaced = "replaced";

    protected override Task<MovedTree> Prepare(
        MoveTree command, StepFolder folder, StepContext step, CancellationToken cancellationToken)
    {
        if (command.Source.IsScopeRoot || command.Destination.IsScopeRoot)
            throw RefusedException.InvalidArgument("source", "or the destination is a whole scope");
        if (command.Source.Contains(command.Destination))
            throw RefusedException.InvalidArgument("destination", "is the source itself or lies in it");

        var source = Paths.Look(command.Account, command.Source).Kind;
        if (source is not (PathKind.File or PathKind.Directory))
            throw RefusedException.NotFound(command.Source, "resource");
        Parents.Check(Paths, command.Account, command.Destination);
        var destination = Paths.Look(command.Account, command.Destination).Kind;
        switch (source, destination)
        {
            case (_, PathKind.Missing):
            case (PathKind.File, PathKind.File):
                break;
            case (PathKind.Directory, PathKind.Directory):
                throw Refusals.Exists(command.Destination);
            default:
                throw RefusedException.InvalidArgument(
                    "destination", $"is a {destination} and the source a {source}".ToLowerInvariant());
        }
        return Task.FromResult(new MovedTree(source == PathKind.Directory, destination == PathKind.File, []));
    }

    protected override async Task Apply(
        MoveTree command, MovedTree record, StepFolder folder, StepContext step, CancellationToken cancellationToken)
    {
        var source = Paths.Of(command.Account, command.Source);
        var destination = Paths.Of(command.Account, command.Destination);
        var parents = Parents.Of(folder, Paths, command.Account, command.Destination);
        Touch(folder, source, destination);
        // In this order: gone from the source, and after that not in the folder either, it can only be placed. The
        // other way round a twin that takes it between the two looks would make it seem so.
        if (Disk.KindOf(source) == PathKind.Missing && !folder.Has(Tree))
        {
            parents.Touch();
            return;
        }
        parents.Make();
        // Died here: some new directories are in the tree, each known by its own evidence; the source is in place.
        await step.Boundary("execute.after-parents", cancellationToken);
        if (!folder.Has(Tree))
            folder.TakeIn(source, Tree);
        // Died here: the tree is in the folder, in neither place for a reader; both ways go on from there.
        await step.Boundary("execute.between-renames", cancellationToken);
        if (record.ReplacesFile && !folder.Has(Replaced))
        {
            folder.TakeIn(destination, Replaced);
            // Died here: the old file is in the folder too; redo goes on, undo puts both back.
            await step.Boundary("execute.after-set-aside", cancellationToken);
        }
        folder.PutOut(Tree, destination);
    }

    protected override async Task Revert(
        MoveTree command, MovedTree record, StepFolder folder, StepContext step, CancellationToken cancellationToken)
    {
        var source = Paths.Of(command.Account, command.Source);
        var destination = Paths.Of(command.Account, command.Destination);
        Touch(folder, source, destination);
        if (!folder.Has(Tree) && Disk.KindOf(source) == PathKind.Missing)
            folder.TakeIn(destination, Tree);
        // Died here: the tree is in the folder; the next undo goes on from there.
        await step.Boundary("undo.between-renames", cancellationToken);
        Parents.PutBack(folder, Tree, Paths, command.Account, command.Source);
        // Died here: the source is back; what it replaced still waits in the folder.
        await step.Boundary("undo.after-put-back", cancellationToken);
        Parents.PutBack(folder, Replaced, Paths, command.Account, command.Destination);
        Parents.Of(folder, Paths, command.Account, command.Destination).Remove();
    }

    /// <summary>Before the look: the one that died after its renames has not made them durable.</summary>
    static void Touch(StepFolder folder, string source, string destination)
    {
        folder.Touch(source);
        folder.Touch(folder.At(Tree));
        folder.Touch(destination);
    }

    protected override object? ResultOf(MoveTree command, MovedTree record, StepFolder folder) => record with
    {
        CreatedParents = Parents.Of(folder, Paths, command.Account, command.Destination).Made(),
    };
}
