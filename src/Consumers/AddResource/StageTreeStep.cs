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
        if (folder.Has(StagedFacts.Folder))
            return new StagedTree();
        // Every attempt has a folder of its own: one left by a crash is not trusted, one of a slow twin is not
        // disturbed. The first that is whole gets the name; what a crash left goes with the purge.
        var staging = folder.At($"staging.{Path.GetRandomFileName()}");
        try
        {
            using var source = sources.Find(command, cancellationToken);
            var facts = await Stage(source, staging, step, cancellationToken);
            Disk.WriteNew(Path.Combine(staging, Path.GetFileName(StagedFacts.Name)),
                JsonSerializer.SerializeToUtf8Bytes(facts, WireJson.Options));
            Disk.SyncFolder(staging);
            // Died here: a whole staging folder that nobody trusts; the next attempt starts anew.
            await step.Boundary("execute.after-staging", cancellationToken);
            if (Disk.Rename(staging, folder.At(StagedFacts.Folder)) == RenameResult.Missing)
                throw new RaceLostException("The staging folder was taken away.");
            Disk.SyncFolder(folder.At(""));
            // Died here: the staged tree is whole and has its name; only the record is missing.
            await step.Boundary("execute.after-staged", cancellationToken);
        }
        catch (InvalidDataException broken)
        {
            throw new RefusedException(
                RefusedException.InvalidArgument("source", $"is no readable zip archive: {broken.Message}").Reason,
                broken);
        }
        finally
        {
            // A full disk is freed at once; a staging folder that got its name is not here any more.
            Disk.Delete(staging);
        }
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
        Disk.MakeDirectory(staging);
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
        target.Sync();
        var depth = source.Entries.Select(e => e.Relative.Count(c => c == '/') + 1).DefaultIfEmpty().Max();
        var bytes = source.Entries.Select(e => Encoding.UTF8.GetByteCount(e.Relative)).DefaultIfEmpty().Max();
        return new StagedFacts(target.Files, target.Bytes, depth, bytes);
    }
}
