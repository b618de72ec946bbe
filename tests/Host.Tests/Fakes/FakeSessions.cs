using System.Collections.Concurrent;
using Sagas.Consumers.Sessions;
using Sagas.Contracts;

namespace Sagas.Host.Tests.Fakes;

/// <summary>Sessions in memory; they are where the tree has their live file.</summary>
internal sealed class FakeSessions(FakeTree tree) : ISessionLog, ISessionArchives
{
    readonly ConcurrentDictionary<VikingUri, List<SessionMessage>> _live = new();

    /// <summary>The archives of all sessions, with their messages.</summary>
    public List<(SessionArchive Archive, IReadOnlyList<SessionMessage> Messages)> Archived { get; } = [];

    /// <summary>What was kept with the sessions.</summary>
    public Dictionary<string, System.Text.Json.JsonElement?> Settings => tree.SessionSettings;

    public Exception? AppendFailure { get; set; }

    public ValueTask<SessionInfo?> Find(string account, VikingUri session, CancellationToken cancellationToken) =>
        new(IsThere(session)
            ? new SessionInfo(FakeTree.At, account, session.Segments[1], Settings.GetValueOrDefault(session.Value))
            : null);

    public Task<SessionCounts?> Append(
        string account, VikingUri session, IReadOnlyList<SessionMessage> messages,
        CancellationToken cancellationToken)
    {
        if (AppendFailure is not null)
            return Task.FromException<SessionCounts?>(AppendFailure);
        if (IsThere(session))
            _live.GetOrAdd(session, _ => []).AddRange(messages);
        return Count(account, session, cancellationToken);
    }

    public Task<SessionCounts?> Count(string account, VikingUri session, CancellationToken cancellationToken)
    {
        var live = LiveOf(session);
        return Task.FromResult(IsThere(session)
            ? new SessionCounts(live.Count, live.Sum(m => (long)m.EstimatedTokens), live.LastOrDefault()?.CreatedAt)
            : null);
    }

    public IAsyncEnumerable<SessionMessage> Read(
        string account, VikingUri session, CancellationToken cancellationToken) =>
        LiveOf(session).ToList().ToAsyncEnumerable();

    public ValueTask<SessionArchive?> Find(
        string account, VikingUri session, TransactionId commit, CancellationToken cancellationToken) =>
        new(Archived.Select(a => a.Archive).FirstOrDefault(a => a.Commit == commit));

    public ValueTask<SessionArchive?> Find(
        string account, VikingUri session, int number, CancellationToken cancellationToken) =>
        new(Archived.Select(a => a.Archive).FirstOrDefault(a => a.Uri == SessionUri.Archive(session, number)));

    public ValueTask<SessionArchive?> Last(string account, VikingUri session, CancellationToken cancellationToken) =>
        new(Archived.Select(a => a.Archive).LastOrDefault(a => session.Contains(a.Uri)));

    /// <summary>What the archives of every session have come to.</summary>
    public SessionTotals Totals { get; set; } = SessionTotals.None;

    ValueTask<SessionTotals> ISessionArchives.Totals(
        string account, VikingUri session, CancellationToken cancellationToken) => new(Totals);

    public IAsyncEnumerable<SessionMessage> Read(
        string account, SessionArchive archive, CancellationToken cancellationToken) => Archived
        .Single(a => a.Archive.Uri == archive.Uri) is { Messages: { } messages } && messages.Count == archive.Messages
            ? messages.ToAsyncEnumerable()
            : throw new InvalidDataException("Broken.");

    bool IsThere(VikingUri session) => tree.Has($"{session}/messages.jsonl");

    List<SessionMessage> LiveOf(VikingUri session) => _live.GetValueOrDefault(session) ?? [];
}
