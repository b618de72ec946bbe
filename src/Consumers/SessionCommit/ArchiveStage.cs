using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.FileTree.Native;
using Sagas.Consumers.Sessions;
using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Consumers.SessionCommit;

/// <summary>The archive, made whole in the step's folder before anything is decided.</summary>
sealed class ArchiveStage(LiveFiles live, LocalSessionArchives archives, SessionGates gates, TimeProvider time)
{
    /// <summary>Published whole and once: what is missing in it later has been put into the tree.</summary>
    public const string Folder = "staged";

    public const string Facts = "staged/facts.json";

    public const string Archive = "staged/archive";

    public async Task Make(
        ArchiveMessages command, StepFolder folder, StepContext step, CancellationToken cancellationToken)
    {
        await folder.Prepare(Folder, async (attempt, stop) =>
        {
            ArchivedMessages? facts = null;
            await LongWait.Reporting(
                async () => facts = await Fill(command, attempt, stop), () => step.Report(0, null, "messages"), time);
            Disk.WriteNew(
                Path.Combine(attempt, Path.GetFileName(Facts)),
                JsonSerializer.SerializeToUtf8Bytes(facts, WireJson.Options));
            // Died here: a whole stage that nobody trusts; the next attempt starts anew.
            await step.Boundary("execute.after-staging", stop);
        }, cancellationToken);
        // Died here: the stage is whole and has its name; only the record is missing.
        await step.Boundary("execute.after-staged", cancellationToken);
    }

    async Task<ArchivedMessages> Fill(
        ArchiveMessages command, string attempt, CancellationToken cancellationToken)
    {
        var (file, length) = await OpenLive(command, cancellationToken);
        using (file)
        {
            // Without the turn: only a transaction with the session's lock, which is ours, changes what is written.
            var front = await LiveFront.Read(file, length, command.KeepRecent, cancellationToken);
            var previous = await archives.Last(command.Account, command.Session, cancellationToken);
            if (front.Messages == 0)
                return new ArchivedMessages(0, 0, 0, "", 0, previous?.Commit, front.Skipped);
            var number = archives.LastNumber(command.Account, command.Session) + 1;
            var folder = Path.Combine(attempt, Path.GetFileName(Archive));
            Disk.MakeDirectory(folder);
            var hash = await Copy(
                file, front.Bytes, Path.Combine(folder, SessionUri.MessagesName), cancellationToken);
            var facts = new ArchivedMessages(
                number, front.Messages, front.Bytes, hash, front.EstimatedTokens, previous?.Commit, Skipped: null);
            Disk.WriteNew(
                Path.Combine(folder, SessionUri.MetaName),
                JsonSerializer.SerializeToUtf8Bytes(MetaOf(command, facts, previous), SessionJson.Options));
            Disk.SyncFolder(folder);
            return facts;
        }
    }

    /// <summary>The live file, as far as it is durable: an append that fails later takes nothing of that back.
    /// </summary>
    async Task<(SafeFileHandle File, long Length)> OpenLive(
        ArchiveMessages command, CancellationToken cancellationToken)
    {
        using var turn = await gates.Enter(command.Account, command.Session, cancellationToken);
        using var file = await live.Enter(command.Account, command.Session, cancellationToken)
            ?? throw NotFound(command.Session);
        var state = await live.Settle(turn.Gate, file, command.Session, cancellationToken);
        return (file.Take(), state.Length);
    }

    SessionArchive MetaOf(ArchiveMessages command, ArchivedMessages facts, SessionArchive? previous) => new(
        SessionUri.Archive(command.Session, facts.Archive), facts.Archive, command.Commit, facts.PreviousCommit,
        facts.Messages, (previous?.TotalMessages ?? 0) + facts.Messages, facts.EstimatedTokens, command.KeepRecent,
        time.GetUtcNow(), command.User);

    static async Task<string> Copy(
        SafeFileHandle from, long bytes, string to, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(to, FileMode.CreateNew, FileAccess.Write);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await FileRange.Copy(from, 0, bytes, file, hash, cancellationToken);
        file.Flush(flushToDisk: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    static RefusedException NotFound(VikingUri session) => new(new Reason(
        ErrorCode.NotFound, $"The session {session.Name} does not exist.",
        new Dictionary<string, string> { ["resource"] = session.Name, ["type"] = "session" }));
}
