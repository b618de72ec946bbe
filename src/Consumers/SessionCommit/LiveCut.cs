using System.Security.Cryptography;
using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.FileTree.Native;
using Sagas.Consumers.Sessions;
using Sagas.Contracts;

namespace Sagas.Consumers.SessionCommit;

/// <summary>
/// Cuts the archived front off a live file, and puts it back. The new file is made whole in the step's folder and
/// renamed over the live one, with the session's turn held from the look to the rename: no append falls in between,
/// and there is no fault point. Whether it happened is told by the new file, which is in the folder no more: the same
/// message can stand in the live file twice, so that its front tells nothing. It is looked at all the same, and nothing
/// is cut off that is not the front: a file system without a journal can bring the new file's old name back.
/// </summary>
sealed class LiveCut(LiveFiles live, SessionGates gates)
{
    const string Cut = "cut";
    const string Whole = "whole";
    const string NewFile = "live";

    /// <summary>Leaves what follows the archived front, unless it is cut off already.</summary>
    public async Task CutOff(
        ArchiveMessages command, ArchivedMessages record, StepFolder folder, CancellationToken cancellationToken)
    {
        using var turn = await gates.Enter(command.Account, command.Session, cancellationToken);
        using var entered = await Enter(command, cancellationToken);
        var file = entered.Handle;
        if (IsLive(folder, Cut)
            || !await FileRange.StartsWith(file, record.CutBytes, record.CutHash, cancellationToken))
            return;
        await Exchange(command, turn.Gate, folder, Cut, target => FileRange.Copy(
                file, record.CutBytes, RandomAccess.GetLength(file), target, hash: null, cancellationToken),
            cancellationToken);
    }

    /// <summary>Puts the archived messages in front again, unless they stand there.</summary>
    /// <exception cref="InvalidDataException">The archive is not what was cut off.</exception>
    public async Task PutBack(
        ArchiveMessages command, ArchivedMessages record, StepFolder folder, string archive,
        CancellationToken cancellationToken)
    {
        using var turn = await gates.Enter(command.Account, command.Session, cancellationToken);
        using var entered = await Enter(command, cancellationToken);
        var file = entered.Handle;
        if (IsLive(folder, Whole) || (!IsLive(folder, Cut)
            && await FileRange.StartsWith(file, record.CutBytes, record.CutHash, cancellationToken)))
            return;
        await using var archived = OpenArchived(archive);
        await Exchange(command, turn.Gate, folder, Whole, async target =>
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await FileRange.Copy(
                archived.SafeFileHandle, 0, record.CutBytes, target, hash, cancellationToken);
            if (Convert.ToHexStringLower(hash.GetHashAndReset()) != record.CutHash)
                throw new InvalidDataException($"{archive} is not what was cut off.");
            await FileRange.Copy(file, 0, RandomAccess.GetLength(file), target, hash: null, cancellationToken);
        }, cancellationToken);
    }

    /// <summary>Before the look: the one that died after its rename has not made it durable.</summary>
    public void Touch(ArchiveMessages command, StepFolder folder)
    {
        folder.Touch(live.PathOf(command.Account, command.Session));
        foreach (var name in (string[])[Cut, Whole])
        {
            folder.Touch(folder.At(name));
            folder.Touch(folder.At($"{name}/{NewFile}"));
        }
    }

    static bool IsLive(StepFolder folder, string name) => folder.Has(name) && !folder.Has($"{name}/{NewFile}");

    async Task Exchange(
        ArchiveMessages command, SessionGate gate, StepFolder folder, string name, Func<Stream, Task> write,
        CancellationToken cancellationToken)
    {
        // Made by one that died before its rename: something may have been appended since.
        folder.Drop(name);
        await folder.Prepare(name, async (attempt, _) =>
        {
            await using var target = new FileStream(
                Path.Combine(attempt, NewFile), FileMode.CreateNew, FileAccess.Write);
            await write(target);
            target.Flush(flushToDisk: true);
        }, cancellationToken);
        gate.Known = null;
        var from = folder.At($"{name}/{NewFile}");
        if (!Disk.Replace(from, live.PathOf(command.Account, command.Session)))
            throw new RaceLostException($"{from} was taken away.");
        // Before anybody appends to it: what is acknowledged must not lie in a file that has no name after a power
        // failure.
        Touch(command, folder);
        folder.Sync();
    }

    async Task<LiveFile> Enter(ArchiveMessages command, CancellationToken cancellationToken) =>
        await live.Enter(command.Account, command.Session, cancellationToken)
        ?? throw new IOException($"{command.Session} has no live messages, though it is locked.");

    static FileStream OpenArchived(string archive)
    {
        try
        {
            return SafeFile.OpenRead(Path.Combine(archive, SessionUri.MessagesName));
        }
        catch (DirectoryNotFoundException)
        {
            throw new RaceLostException($"{archive} was taken back.");
        }
        catch (FileNotFoundException)
        {
            throw new RaceLostException($"{archive} was taken back.");
        }
    }
}
