using System.Security.Cryptography;
using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.FileTree.Native;
using Sagas.Consumers.Sessions;
using Sagas.Contracts;

namespace Sagas.Consumers.SessionCommit;

/// <summary>
/// Cuts the archived front off a live file, and puts it back. The new file is written in the step's folder and
/// renamed over the live one, with the session's turn held from the look to the rename: no append falls in between.
/// There is no fault point in that: a new file that did not get its place is a nameless one in the folder.
/// </summary>
sealed class LiveCut(LiveFiles live, SessionGates gates)
{
    /// <summary>Leaves what follows the archived front, unless it is cut off already.</summary>
    public async Task CutOff(
        ArchiveMessages command, ArchivedMessages record, StepFolder folder, CancellationToken cancellationToken)
    {
        using var turn = await gates.Enter(command.Account, command.Session, cancellationToken);
        using var entered = await Enter(command, cancellationToken);
        var file = entered.Handle;
        if (!await FileRange.StartsWith(file, record.CutBytes, record.CutHash, cancellationToken))
            return;
        await Exchange(command, turn.Gate, folder, target => FileRange.Copy(
            file, record.CutBytes, RandomAccess.GetLength(file), target, hash: null, cancellationToken));
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
        if (await FileRange.StartsWith(file, record.CutBytes, record.CutHash, cancellationToken))
            return;
        await using var archived = OpenArchived(archive);
        await Exchange(command, turn.Gate, folder, async target =>
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            await FileRange.Copy(
                archived.SafeFileHandle, 0, record.CutBytes, target, hash, cancellationToken);
            if (Convert.ToHexStringLower(hash.GetHashAndReset()) != record.CutHash)
                throw new InvalidDataException($"{archive} is not what was cut off.");
            await FileRange.Copy(file, 0, RandomAccess.GetLength(file), target, hash: null, cancellationToken);
        });
    }

    async Task Exchange(
        ArchiveMessages command, SessionGate gate, StepFolder folder, Func<Stream, Task> write)
    {
        var temporary = folder.At($"live.{Path.GetRandomFileName()}");
        try
        {
            await using (var target = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                await write(target);
                target.Flush(flushToDisk: true);
            }
            gate.Known = null;
            var path = live.PathOf(command.Account, command.Session);
            if (!Disk.Replace(temporary, path))
                throw new RaceLostException($"{temporary} was taken away.");
            folder.Touch(path);
            // Before anybody appends to it: what is acknowledged must not lie in a file that has no name after a
            // power failure.
            folder.Sync();
        }
        finally
        {
            Disk.Delete(temporary);
        }
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
