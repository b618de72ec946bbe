using System.Text;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.FileTree.Native;
using Sagas.Contracts;

namespace Sagas.Consumers.Steps;

/// <summary>The new file is written in the folder and renamed in; the old one waits in it.</summary>
sealed class WriteContentStep(TreePaths paths, IFaultPoints faults, RunningSteps running)
    : FileStep<WriteContent, WroteContent>(paths, faults, running)
{
    const string Prepared = "prepared";
    const string New = "file";
    const string Old = "old";

    protected override async Task<WroteContent> Prepare(
        WriteContent command, StepFolder folder, StepContext step, CancellationToken cancellationToken)
    {
        if (command.Uri.IsScopeRoot)
            throw RefusedException.InvalidArgument("uri", "is a whole scope");
        Parents.Check(Paths, command.Account, command.Uri);
        var kind = Paths.Look(command.Account, command.Uri).Kind;
        switch (kind, command.Mode)
        {
            case (PathKind.Directory, _):
                throw RefusedException.InvalidArgument("uri", $"is the directory {command.Uri}");
            case (PathKind.Missing, WriteMode.Create) or (PathKind.File, not WriteMode.Create):
                break;
            case (PathKind.Missing, _):
                throw RefusedException.NotFound(command.Uri, "file");
            case (PathKind.File, _):
                throw Refusals.Exists(command.Uri, "file");
            default:
                throw Refusals.Precondition(command.Uri, "is no file");
        }
        await folder.Prepare(Prepared, (attempt, stop) => WriteFile(command, attempt, stop), cancellationToken);
        return new WroteContent(kind == PathKind.File, []);
    }

    protected override async Task Apply(
        WriteContent command, WroteContent record, StepFolder folder, StepContext step,
        CancellationToken cancellationToken) =>
        await Of(command, folder).In(record.Replaced, step, cancellationToken);

    protected override async Task Revert(
        WriteContent command, WroteContent record, StepFolder folder, StepContext step,
        CancellationToken cancellationToken) =>
        await Of(command, folder).Back(step, cancellationToken);

    protected override object? ResultOf(WriteContent command, WroteContent record, StepFolder folder) => record with
    {
        CreatedParents = Of(command, folder).CreatedParents,
    };

    Placement Of(WriteContent command, StepFolder folder) =>
        new(new Exchange(folder, $"{Prepared}/{New}", Old, Paths, command.Account, command.Uri));

    async Task WriteFile(WriteContent command, string attempt, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(Path.Combine(attempt, New), FileMode.CreateNew, FileAccess.Write);
        if (command.Mode is WriteMode.Append)
        {
            await using var before = SafeFile.OpenRead(Paths.Of(command.Account, command.Uri));
            await before.CopyToAsync(file, cancellationToken);
        }
        await file.WriteAsync(Encoding.UTF8.GetBytes(command.Content), cancellationToken);
        file.Flush(flushToDisk: true);
    }
}
