using Sagas.Consumers.FileTree;
using Sagas.Contracts;
using Sagas.Host.Http.Reading;

namespace Sagas.Host.Http.Sessions;

/// <summary><c>GET /sessions</c>.</summary>
internal static class ListSessionsEndpoint
{
    public static void Map(IEndpointRouteBuilder sessions) => sessions.MapGet("", Get);

    static async Task<IResult> Get(CallerTree tree, IFileTree files, CancellationToken cancellationToken)
    {
        var (account, user) = (tree.Caller.Account, tree.Caller.User);
        var found = new List<(VikingUri Uri, DateTimeOffset At)>();
        foreach (var entry in await tree.List(SessionUri.RootOf(user), cancellationToken) ?? [])
        {
            var live = await files.Stat(account, entry.Uri.Child(SessionUri.MessagesName), cancellationToken);
            if (live is { IsDirectory: false })
                found.Add((entry.Uri, live.ModifiedAt));
        }
        return Answer.Ok(found.OrderByDescending(session => session.At).Select(session => new
        {
            SessionId = session.Uri.Name,
            Uri = session.Uri.Value,
            IsDir = true,
            ModTime = session.At,
        }).ToList());
    }
}
