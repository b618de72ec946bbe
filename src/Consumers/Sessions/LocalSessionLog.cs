using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.FileTree.Native;
using Sagas.Contracts;

namespace Sagas.Consumers.Sessions;

/// <summary>Live messages as lines of a plain file.</summary>
/// <remarks>
/// An append goes into the file that was in place when it was opened. Is the folder renamed away at that moment, the
/// messages go with it, as if they had come just before: back with an undo, or away with the session.
/// </remarks>
sealed class LocalSessionLog(TreePaths paths, LiveFiles live, SessionGates gates, IFaultPoints faults) : ISessionLog
{
    public async ValueTask<SessionInfo?> Find(
        string account, VikingUri session, CancellationToken cancellationToken)
    {
        var file = PathFacts.Of(live.PathOf(account, session));
        if (paths.Look(account, session).Kind != PathKind.Directory || file.Kind != PathKind.File)
            return null;
        try
        {
            await using var meta = SafeFile.OpenRead(
                Path.Combine(paths.Of(account, session), SessionUri.MetaName));
            var info = await JsonSerializer.DeserializeAsync<SessionInfo>(
                meta, SessionJson.Options, cancellationToken);
            if (info is not null)
                return info;
        }
        catch (Exception unusable) when (unusable is IOException or JsonException)
        {
            // The messages are what counts: a session without its facts is one all the same.
        }
        return new SessionInfo(file.ModifiedAt, account, session.Segments[1], Settings: null);
    }

    public Task<SessionCounts?> Append(
        string account, VikingUri session, IReadOnlyList<SessionMessage> messages,
        CancellationToken cancellationToken)
    {
        var append = new PendingAppend(messages);
        using var use = gates.Of(account, session);
        var gate = use.Gate;
        // Kept when the caller has gone: as long as it is written, nobody may get another gate for the session.
        gate.Append(append, () => gates.Of(account, session), appends => Write(gate, account, session, appends));
        return append.End.WaitAsync(cancellationToken);
    }

    public async Task<SessionCounts?> Count(string account, VikingUri session, CancellationToken cancellationToken)
    {
        using var turn = await gates.Enter(account, session, cancellationToken);
        using var file = await live.Enter(account, session, cancellationToken);
        if (file is null)
            return null;
        // Just archived, nearly always, and the answer to that waits: there is nothing in it that could be lost.
        if (FileIdentity.Of(file.Handle).Size == 0)
            return LiveState.None;
        return (await live.Settle(turn.Gate, file, session, cancellationToken)).Counts;
    }

    public async IAsyncEnumerable<SessionMessage> Read(
        string account, VikingUri session, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (file, length) = await Snapshot(account, session, cancellationToken);
        using (file)
        {
            if (file is null)
                yield break;
            // Without the turn: nobody changes what was written, and an exchanged file stays what it was for us.
            var lines = new LineReader(file, length);
            while (await lines.Next(cancellationToken))
            {
                if (MessageLine.Message(lines.Line.Span) is { } message)
                    yield return message;
            }
        }
    }

    async Task<(SafeFileHandle? File, long Length)> Snapshot(
        string account, VikingUri session, CancellationToken cancellationToken)
    {
        using var turn = await gates.Enter(account, session, cancellationToken);
        using var file = await live.Enter(account, session, cancellationToken);
        if (file is null)
            return (null, 0);
        var state = await live.Settle(turn.Gate, file, session, cancellationToken);
        return (file.Take(), state.Length);
    }

    async Task Write(
        SessionGate gate, string account, VikingUri session, IReadOnlyList<PendingAppend> appends)
    {
        using var file = await live.Enter(account, session, CancellationToken.None);
        if (file is null)
        {
            foreach (var append in appends)
                append.Complete(null);
            return;
        }
        var state = await live.Settle(gate, file, session, CancellationToken.None);
        gate.Known = null;
        await WriteLines(file.Handle, state.Length, [.. appends.SelectMany(append => append.Lines)]);
        // Died here: the messages are there, and nobody was told; who sends them again has them twice.
        await faults.Reach("session-log.before-answer");
        var counts = state.Counts;
        foreach (var append in appends)
            counts = append.AddTo(counts);
        gate.Known = new LiveState(FileIdentity.Of(file.Handle), counts);
        counts = state.Counts;
        foreach (var append in appends)
            append.Complete(counts = append.AddTo(counts));
    }

    async Task WriteLines(SafeFileHandle file, long end, IReadOnlyList<ReadOnlyMemory<byte>> lines)
    {
        try
        {
            RandomAccess.Write(file, lines, end);
            // Died here: some of the lines are there, the last one perhaps torn; none was acknowledged.
            await faults.Reach("session-log.before-sync");
            RandomAccess.FlushToDisk(file);
        }
        catch
        {
            // A full disk leaves half a line: it goes before anything is written behind it.
            RandomAccess.SetLength(file, end);
            throw;
        }
    }
}
