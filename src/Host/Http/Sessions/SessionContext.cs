using Sagas.Consumers.Sessions;
using Sagas.Contracts;
using Sagas.Host.Http.Content;
using Sagas.Host.Http.Reading;

namespace Sagas.Host.Http.Sessions;

/// <summary>
/// Puts together what is live with what is known of the past: the overview of the newest finished archive and the
/// abstracts of those before it, as far as the budget goes. What is archived but not finished counts as live.
/// </summary>
internal sealed class SessionContext(
    CallerTree tree, ISessionLog log, ISessionArchives archives, VikingUri session, long budget)
{
    const int CharactersPerToken = 4;

    readonly List<SessionMessage> _messages = [];
    readonly List<string> _abstracts = [];
    string _overview = "";
    long _activeTokens;
    long _archiveTokens;
    int _included;
    int _dropped;
    int _failed;

    string Account => tree.Caller.Account;

    public async Task<ContextAnswer> Read(CancellationToken cancellationToken)
    {
        var last = await archives.Last(Account, session, cancellationToken);
        await foreach (var message in log.Read(Account, session, cancellationToken))
            _messages.Add(message);
        _activeTokens = _messages.Sum(message => (long)message.EstimatedTokens);
        for (var number = last?.Number ?? 0; number > 0; number--)
        {
            if (await archives.Find(Account, session, number, cancellationToken) is { } archive)
                await Take(archive, cancellationToken);
        }
        _abstracts.Reverse();
        return new ContextAnswer(_overview, _abstracts, _messages, _activeTokens + _archiveTokens, new ContextStats(
            last?.Number ?? 0, _included, _dropped, _failed, _activeTokens, _archiveTokens));
    }

    async Task Take(SessionArchive archive, CancellationToken cancellationToken)
    {
        switch (await ArchiveStates.Of(tree, archive, cancellationToken))
        {
            case ArchiveState.Failed:
                _failed++;
                break;
            case ArchiveState.Pending:
                await TakeMessages(archive, cancellationToken);
                break;
            default:
                await TakeSummary(archive, cancellationToken);
                break;
        }
    }

    /// <summary>One that cannot be read is on its way to its failure; it keeps nobody from the others.</summary>
    async Task TakeMessages(SessionArchive archive, CancellationToken cancellationToken)
    {
        try
        {
            _messages.InsertRange(
                0, await archives.Read(Account, archive, cancellationToken).ToListAsync(cancellationToken));
            _activeTokens += archive.EstimatedTokens;
        }
        catch (InvalidDataException)
        {
            _failed++;
        }
    }

    async Task TakeSummary(SessionArchive archive, CancellationToken cancellationToken)
    {
        var isFirst = _included + _dropped == 0;
        var text = await Sidecar.Text(
            tree, archive.Uri, isFirst ? Sidecar.Overview : Sidecar.Abstract, cancellationToken) ?? "";
        var tokens = (text.Length + CharactersPerToken - 1) / CharactersPerToken;
        if (_activeTokens + _archiveTokens + tokens > budget)
        {
            _dropped++;
            return;
        }
        _included++;
        _archiveTokens += tokens;
        if (isFirst)
            _overview = text;
        else
            _abstracts.Add(text);
    }
}
