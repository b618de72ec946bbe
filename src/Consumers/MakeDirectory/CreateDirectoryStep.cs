using Sagas.Consumers.FileTree;
using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.FileTree.Native;
using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Consumers.MakeDirectory;

/// <summary>Makes a directory and what is missing above it; undo removes exactly those, where they are empty.
/// </summary>
sealed class CreateDirectoryStep(TreePaths paths, IFaultPoints faults, RunningSteps running)
    : FileStep<CreateDirectory, CreatedDirectory>(paths, faults, running)
{
    protected override Task<CreatedDirectory> Prepare(
        CreateDirectory command, StepFolder folder, StepContext step, CancellationToken cancellationToken)
    {
        // A scope is always there for a reader.
        if (command.Uri.IsScopeRoot)
            throw Refusals.Conflict(command.Uri);
        Parents.Check(Paths, command.Account, command.Uri);
        return Paths.Look(command.Account, command.Uri).Kind == PathKind.Missing
            ? Task.FromResult(new CreatedDirectory([]))
            : throw Refusals.Conflict(command.Uri);
    }

    protected override async Task Apply(
        CreateDirectory command, CreatedDirectory record, StepFolder folder, StepContext step,
        CancellationToken cancellationToken)
    {
        FoldersOf(command, folder).Make();
        // Died here: the directories are there, each known by its own evidence; nothing is left to do.
        await step.Boundary("execute.after-make", cancellationToken);
    }

    protected override async Task Revert(
        CreateDirectory command, CreatedDirectory record, StepFolder folder, StepContext step,
        CancellationToken cancellationToken)
    {
        FoldersOf(command, folder).Remove();
        // Died here: the directories are gone, or kept by somebody's file; the next undo finds the same.
        await step.Boundary("undo.after-remove", cancellationToken);
    }

    protected override object? ResultOf(CreateDirectory command, CreatedDirectory record, StepFolder folder) =>
        new CreatedDirectory(FoldersOf(command, folder).Made());

    MadeFolders FoldersOf(CreateDirectory command, StepFolder folder) =>
        new(folder, Paths, command.Account, command.Uri);
}
