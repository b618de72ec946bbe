using Sagas.Consumers.FileTree;
using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.FileTree.Native;
using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Consumers.Remove;

/// <summary>A removal is a rename into the folder, whatever the size; the bytes go when the transaction is purged.
/// </summary>
sealed class RemoveTreeStep(TreePaths paths, IFaultPoints faults, RunningSteps running)
    : FileStep<RemoveTree, RemovedTree>(paths, faults, running)
{
    const string Tree = "tree";

    protected override Task<RemovedTree> Prepare(
        RemoveTree command, StepFolder folder, StepContext step, CancellationToken cancellationToken)
    {
        if (command.Uri.IsScopeRoot)
            throw RefusedException.InvalidArgument("uri", "is a whole scope");
        var kind = Paths.Look(command.Account, command.Uri).Kind;
        if (kind is PathKind.Link or PathKind.Special)
            throw Refusals.Precondition(command.Uri, "is no file and no directory");
        if (kind == PathKind.Directory && !command.Recursive && HoldsMoreThanSummaries(command))
            throw Refusals.Precondition(command.Uri, "is a directory that is not empty; recursive is needed");
        return Task.FromResult(new RemovedTree(kind != PathKind.Missing));
    }

    protected override async Task Apply(
        RemoveTree command, RemovedTree record, StepFolder folder, StepContext step,
        CancellationToken cancellationToken)
    {
        if (!record.Existed)
            return;
        Touch(command, folder);
        if (folder.Has(Tree))
            return;
        folder.TakeIn(Paths.Of(command.Account, command.Uri), Tree);
        // Died here: the tree is in the folder; redo finds it there, undo puts it back.
        await step.Boundary("execute.after-take", cancellationToken);
    }

    protected override async Task Revert(
        RemoveTree command, RemovedTree record, StepFolder folder, StepContext step,
        CancellationToken cancellationToken)
    {
        if (!record.Existed)
            return;
        Touch(command, folder);
        Parents.PutBack(folder, Tree, Paths, command.Account, command.Uri);
        // Died here: the tree is back; the next undo finds the folder empty.
        await step.Boundary("undo.after-put-back", cancellationToken);
    }

    /// <summary>Before the look: the one that died after its rename has not made it durable.</summary>
    void Touch(RemoveTree command, StepFolder folder)
    {
        folder.Touch(Paths.Of(command.Account, command.Uri));
        folder.Touch(folder.At(Tree));
    }

    bool HoldsMoreThanSummaries(RemoveTree command) => Directory
        .EnumerateFileSystemEntries(Paths.Of(command.Account, command.Uri))
        .Any(path => !Sidecars.IsName(Path.GetFileName(path)));
}
