using System.Text;
using System.Text.Json;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.FileTree.Native;
using Sagas.Consumers.FileTree.Staging;
using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Consumers.AddResource;

/// <summary>
/// Copies or unpacks the source inside the folder, where no reader sees it. All of it happens before the undo
/// record: there is nothing to undo, and a source that turns out bad in its last byte is still refused as if it had
/// never been touched.
/// </summary>
sealed class StageTreeStep(
    TreePaths paths, Sources sources, FileTreeOptions options, TimeProvider clock, IFaultPoints faults,
    RunningSteps running)
    : FileStep<StageTree, StagedTree>(paths, faults, running)
{
    protected override async Task<StagedTree> Prepare(
        StageTree command, StepFolder folder, StepContext step, CancellationToken cancellationToken)
    {
        try
        {
            await folder.Prepare(StagedFacts.Folder, async (attempt, stop) =>
            {
                using var source = sources.Find(command, stop);
                var facts = await Stage(source, attempt, step, stop);
                Disk.WriteNew(
                    Path.Combine(attempt, Path.GetFileName(StagedFacts.Name)),
                    JsonSerializer.SerializeToUtf8Bytes(facts, WireJson.Options));
                // Died here: a whole staging folder that nobody trusts; the next attempt starts anew.
                await step.Boundary("execute.after-staging", stop);
            }, cancellationToken);
        }
        catch (InvalidDataException broken)
        {
            throw new RefusedException(
                RefusedException.InvalidArgument("source", $"is no readable zip archive: {broken.Message}").Reason,
                broken);
        }
        // Died here: the staged tree is whole and has its name; only the record is missing.
        await step.Boundary("execute.after-staged", cancellationToken);
        return new StagedTree();
    }

    protected override Task Apply(
        StageTree command, StagedTree record, StepFolder folder, StepContext step,
        CancellationToken cancellationToken) => Task.CompletedTask;

    protected override Task Revert(
        StageTree command, StagedTree record, StepFolder folder, StepContext step,
        CancellationToken cancellationToken) =>
        Task.CompletedTask; // No reader saw it; closed it is of no use to anyone, and the purge deletes it.

    async Task<StagedFacts> Stage(
        ISource source, string staging, StepContext step, CancellationToken cancellationToken)
    {
        var tree = Path.Combine(staging, Path.GetFileName(StagedFacts.Tree));
        var total = source.Entries.Count(entry => entry.Open is not null);
        var target = new StagingFolder(tree, options, step, clock, total);
        target.AddFolder("");
        foreach (var entry in source.Entries)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry.Open is null)
            {
                target.AddFolder(entry.Relative);
                continue;
            }
            await using var content = entry.Open();
            await target.AddFile(entry.Relative, content, entry.Guard, cancellationToken);
            entry.Check?.Invoke();
        }
        await target.Sync();
        var depth = source.Entries.Select(e => e.Relative.Count(c => c == '/') + 1).DefaultIfEmpty().Max();
        var bytes = source.Entries.Select(e => Encoding.UTF8.GetByteCount(e.Relative)).DefaultIfEmpty().Max();
        return new StagedFacts(target.Files, target.Bytes, depth, bytes);
    }
}
