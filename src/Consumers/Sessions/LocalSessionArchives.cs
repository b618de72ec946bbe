using System.Runtime.CompilerServices;
using System.Text.Json;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.FileTree.Native;
using Sagas.Contracts;

namespace Sagas.Consumers.Sessions;

/// <summary>Archives as folders of the tree.</summary>
sealed class LocalSessionArchives(TreePaths paths, ArchiveMarks marks) : ISessionArchives
{
    public async ValueTask<SessionArchive?> Find(
        string account, VikingUri session, TransactionId commit, CancellationToken cancellationToken)
    {
        // Newest first: who looks for a commit has just made it.
        for (var number = LastNumber(account, session); number > 0; number--)
        {
            if (await Find(account, session, number, cancellationToken) is { } archive && archive.Commit == commit)
                return archive;
        }
        return null;
    }

    public async ValueTask<SessionArchive?> Find(
        string account, VikingUri session, int number, CancellationToken cancellationToken)
    {
        var uri = SessionUri.Archive(session, number);
        if (paths.Look(account, uri).Kind != PathKind.Directory)
            return null;
        try
        {
            await using var meta = SafeFile.OpenRead(Path.Combine(paths.Of(account, uri), SessionUri.MetaName));
            var archive = await JsonSerializer.DeserializeAsync<SessionArchive>(
                meta, SessionJson.Options, cancellationToken);
            // A session may have been moved: where it lies now is where it was found.
            return archive is null ? null : archive with { Uri = uri };
        }
        catch (Exception unusable) when (unusable is FileNotFoundException or DirectoryNotFoundException
            or JsonException)
        {
            return null;
        }
    }

    public async ValueTask<SessionArchive?> Last(
        string account, VikingUri session, CancellationToken cancellationToken)
    {
        // One that cannot be read is passed over: it must not stand in the way of those after it.
        for (var number = LastNumber(account, session); number > 0; number--)
        {
            if (await Find(account, session, number, cancellationToken) is { } archive)
                return archive;
        }
        return null;
    }

    public async ValueTask<SessionTotals> Totals(
        string account, VikingUri session, CancellationToken cancellationToken)
    {
        var totals = SessionTotals.None;
        var last = LastNumber(account, session);
        for (var number = 1; number <= last; number++)
            totals = totals.Plus(await marks.Read(account, SessionUri.Archive(session, number), cancellationToken));
        return totals;
    }

    public async IAsyncEnumerable<SessionMessage> Read(
        string account, SessionArchive archive, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var file = Open(account, archive.Uri);
        var lines = new LineReader(file.SafeFileHandle, file.Length);
        var found = 0;
        while (await lines.Next(cancellationToken))
        {
            if (MessageLine.Message(lines.Line.Span) is not { } message)
                continue;
            found++;
            yield return message;
        }
        if (found < archive.Messages)
            throw new InvalidDataException($"{archive.Uri} holds {found} of its {archive.Messages} messages.");
    }

    /// <summary>The highest number that is taken, by whatever; 0 when none is.</summary>
    public int LastNumber(string account, VikingUri session)
    {
        var history = session.Child(SessionUri.HistoryName);
        if (paths.Look(account, history).Kind != PathKind.Directory)
            return 0;
        try
        {
            return Directory.EnumerateFileSystemEntries(paths.Of(account, history))
                .Select(path => SessionUri.ArchiveNumber(Path.GetFileName(path)) ?? 0)
                .DefaultIfEmpty().Max();
        }
        catch (DirectoryNotFoundException)
        {
            return 0;
        }
    }

    FileStream Open(string account, VikingUri archive)
    {
        try
        {
            return SafeFile.OpenRead(Path.Combine(paths.Of(account, archive), SessionUri.MessagesName));
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"{archive} has no messages to read.", gone);
        }
    }
}
