using Sagas.Consumers.Sessions;
using Sagas.Contracts;
using Sagas.Host.Http.Access;
using Sagas.Host.Http.Content;
using Sagas.Host.Http.Reading;

namespace Sagas.Host.Http.Sessions;

/// <summary><c>GET /sessions/{id}/archives/{archive}</c>: an archive whose memories are extracted.</summary>
internal static class ArchiveEndpoint
{
    public static void Map(IEndpointRouteBuilder sessions) => sessions.MapGet("/{id}/archives/{archive}", Get);

    static async Task<IResult> Get(
        string id, string archive, HttpContext context, CallerTree tree, ISessionArchives archives)
    {
        var (caller, stop) = (context.Caller(), context.RequestAborted);
        var session = SessionId.OfRoute(id, caller);
        var missing = ApiException.NotFound(archive, "archive");
        var number = SessionUri.ArchiveNumber(archive) ?? throw missing;
        // Waits for who holds it: what is not committed is not shown.
        await tree.Stat(session, stop);
        var found = await archives.Find(caller.Account, session, number, stop) ?? throw missing;
        if (await ArchiveStates.Of(tree, found, stop) != ArchiveState.Done)
            throw missing;
        return Answer.Ok(new
        {
            ArchiveId = archive,
            Abstract = await Sidecar.Text(tree, found.Uri, Sidecar.Abstract, stop) ?? "",
            Overview = await Sidecar.Text(tree, found.Uri, Sidecar.Overview, stop) ?? "",
            Messages = await Messages(archives, caller.Account, found, stop),
        });
    }

    /// <exception cref="ApiException">The archive cannot be read: it is broken, and others are not.</exception>
    static async Task<List<SessionMessage>> Messages(
        ISessionArchives archives, string account, SessionArchive archive, CancellationToken cancellationToken)
    {
        try
        {
            return await archives.Read(account, archive, cancellationToken).ToListAsync(cancellationToken);
        }
        catch (InvalidDataException broken)
        {
            throw new ApiException(
                HttpErrorCode.ProcessingError, broken.Message,
                new Dictionary<string, object?> { ["resource"] = archive.Uri.Name, ["type"] = "archive" });
        }
    }
}
