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
/// Every new text is written in the folder and renamed in; the old one waits in it. That a new one is still in the
/// folder is the evidence that its place in the tree is not changed yet, or is back. The checkpoint comes last.
/// </summary>
sealed class WriteMemoriesStep(TreePaths paths, IFaultPoints faults, RunningSteps running)
    : FileStep<WriteMemories, WroteMemories>(paths, faults, running)
{
    const string Prepared = "prepared";

    protected override Task<WroteMemories> Prepare(
        WriteMemories command, StepFolder folder, StepContext step, CancellationToken cancellationToken)
    {
        if (Paths.Look(command.Account, command.Archive).Kind != PathKind.Directory)
            throw RefusedException.NotFound(command.Archive, "directory");
        var files = new MergedFiles(Paths, command);
        foreach (var memory in command.Memories)
        {
            Parents.Check(Paths, command.Account, MemoryFile.Of(command.User, memory));
            files.Add(memory);
        }
        var texts = Texts(command, files).ToList();
        if (!folder.Has(Prepared))
            PrepareTexts(folder, texts);
        return Task.FromResult(new WroteMemories(
            [.. texts.Select(x => new WrittenFile(x.Uri, Exists(command, x.Uri), x.Text is not null))],
            files.Extracted, files.Known, files.Dropped + command.Dropped));
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
            var (file, place) = (record.Files[i], Paths.Of(command.Account, record.Files[i].Uri));
            if (file.Stays && !folder.Has(New(i)))
                continue;
            if (file.Existed && !folder.Has(Old(i)))
                folder.TakeIn(place, Old(i));
            // Died here: the old file is in the folder and the new one too; both ways go on from there.
            await step.Boundary("execute.between-renames", cancellationToken);
            if (file.Stays)
                folder.PutOut(New(i), place);
        }
    }

    protected override async Task Revert(
        WriteMemories command, WroteMemories record, StepFolder folder, StepContext step,
        CancellationToken cancellationToken)
    {
        for (var i = record.Files.Count - 1; i >= 0; i--)
        {
            var (file, place) = (record.Files[i], Paths.Of(command.Account, record.Files[i].Uri));
            if (file.Stays && !folder.Has(New(i)))
                folder.TakeIn(place, New(i));
            // Died here: the new file is in the folder again; the next undo goes on with the old one.
            await step.Boundary("undo.between-renames", cancellationToken);
            if (folder.Has(Old(i)))
                folder.PutOut(Old(i), place);
        }
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

    /// <summary>All of them get their name at once, and only once: a twin that is late cannot bring one back whose
    /// absence says that it is in the tree.</summary>
    static void PrepareTexts(StepFolder folder, List<(VikingUri Uri, string? Text)> texts)
    {
        var attempt = folder.At($"{Prepared}.{Path.GetRandomFileName()}");
        Disk.MakeDirectory(attempt);
        for (var i = 0; i < texts.Count; i++)
        {
            if (texts[i].Text is { } text)
                Disk.WriteNew(Path.Combine(attempt, Number(i)), Encoding.UTF8.GetBytes(text));
        }
        Disk.SyncFolder(attempt);
        if (Disk.Rename(attempt, folder.At(Prepared)) == RenameResult.Taken)
            Disk.Delete(attempt);
    }

    IEnumerable<MadeFolders> FoldersOf(WriteMemories command, WroteMemories record, StepFolder folder) =>
        record.Files.Select(file => file.Uri.Parent!).Where(parent => parent != command.Archive).Distinct()
            .Select((parent, i) => new MadeFolders(folder, Paths, command.Account, parent, $"{Number(i)}-"));

    bool Exists(WriteMemories command, VikingUri uri) =>
        Disk.KindOf(Paths.Of(command.Account, uri)) != PathKind.Missing;

    static string New(int i) => $"{Prepared}/{Number(i)}";

    static string Old(int i) => $"old-{Number(i)}";

    static string Number(int i) => i.ToString(CultureInfo.InvariantCulture);
}
