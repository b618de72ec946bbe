using System.Globalization;
using System.Text;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.FileTree.Native;
using Sagas.Consumers.Sessions;
using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Consumers.SessionCommit;

/// <summary>
/// Every new text is written in the folder and renamed in; the old one waits in it. The checkpoint comes last.
/// </summary>
sealed class WriteMemoriesStep(TreePaths paths, IFaultPoints faults, RunningSteps running)
    : FileStep<WriteMemories, WroteMemories>(paths, faults, running)
{
    const string Prepared = "prepared";

    protected override async Task<WroteMemories> Prepare(
        WriteMemories command, StepFolder folder, StepContext step, CancellationToken cancellationToken)
    {
        if (Paths.Look(command.Account, command.Archive).Kind != PathKind.Directory)
            throw RefusedException.NotFound(command.Archive, "directory");
        var files = new MergedFiles(Paths, command);
        foreach (var memory in command.Memories)
            files.Add(memory);
        var texts = Texts(command, files).ToList();
        await folder.Prepare(Prepared, (attempt, _) => WriteTexts(attempt, texts), cancellationToken);
        return new WroteMemories(
            [.. texts.Select(x => new WrittenFile(x.Uri, Exists(command, x.Uri), x.Text is not null))],
            files.Extracted, files.Known, files.Dropped + command.Dropped);
    }

    protected override async Task Apply(
        WriteMemories command, WroteMemories record, StepFolder folder, StepContext step,
        CancellationToken cancellationToken)
    {
        foreach (var made in FoldersOf(command, record, folder))
            made.Make();
        // Died here: the folders are there, each known by its own evidence; the files are still to come.
        await step.Boundary("execute.after-folders", cancellationToken);
        for (var i = 0; i < record.Files.Count; i++)
        {
            var file = record.Files[i];
            await Of(command, file, i, folder).In(file.Existed, step, cancellationToken);
        }
    }

    protected override async Task Revert(
        WriteMemories command, WroteMemories record, StepFolder folder, StepContext step,
        CancellationToken cancellationToken)
    {
        for (var i = record.Files.Count - 1; i >= 0; i--)
            await Of(command, record.Files[i], i, folder).Back(step, cancellationToken);
        foreach (var made in FoldersOf(command, record, folder).Reverse())
            made.Remove();
    }

    /// <summary>What is to be where, in the order in which it comes there; null = nothing.</summary>
    static IEnumerable<(VikingUri Uri, string? Text)> Texts(WriteMemories command, MergedFiles files)
    {
        if (command.Failure is not null)
            return [(command.Archive.Child(ArchiveFiles.Failed), MemoryDiff.Failed(command))];
        (VikingUri Uri, string? Text)[] closing =
        [
            (command.Archive.Child(ArchiveFiles.Diff), MemoryDiff.Of(command, files)),
            (command.Archive.Child(ArchiveFiles.Failed), null),
            (command.Archive.Child(ArchiveFiles.Done), MemoryDiff.Done(command, files)),
        ];
        return
        [
            .. files.Changed.Select(x => (x.Key, (string?)x.Value)),
            .. Summary(command, Sidecars.Overview, command.Overview),
            .. Summary(command, Sidecars.Abstract, command.Abstract),
            .. closing,
        ];
    }

    static IEnumerable<(VikingUri Uri, string? Text)> Summary(WriteMemories command, string name, string? text) =>
        text is null ? [] : [(command.Archive.Child(name), text)];

    static Task WriteTexts(string attempt, List<(VikingUri Uri, string? Text)> texts)
    {
        for (var i = 0; i < texts.Count; i++)
        {
            if (texts[i].Text is { } text)
                Disk.WriteNew(Path.Combine(attempt, Number(i)), Encoding.UTF8.GetBytes(text));
        }
        return Task.CompletedTask;
    }

    IEnumerable<MadeFolders> FoldersOf(WriteMemories command, WroteMemories record, StepFolder folder) =>
        record.Files.Select(file => file.Uri.Parent!).Where(parent => parent != command.Archive).Distinct()
            .Select((parent, i) => new MadeFolders(folder, Paths, command.Account, parent, $"{Number(i)}-"));

    bool Exists(WriteMemories command, VikingUri uri) =>
        Disk.KindOf(Paths.Of(command.Account, uri)) != PathKind.Missing;

    Exchange Of(WriteMemories command, WrittenFile file, int i, StepFolder folder) => new(
        folder, file.Stays ? $"{Prepared}/{Number(i)}" : null, $"old-{Number(i)}", Paths, command.Account, file.Uri);

    static string Number(int i) => i.ToString(CultureInfo.InvariantCulture);
}
