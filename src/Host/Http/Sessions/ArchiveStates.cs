using Sagas.Consumers.Sessions;
using Sagas.Host.Http.Reading;

namespace Sagas.Host.Http.Sessions;

/// <summary>Reads the marks that the second half of a session commit leaves in an archive.</summary>
internal static class ArchiveStates
{
    const string DoneMark = ".done";
    const string FailedMark = ".failed.json";

    public static async Task<ArchiveState> Of(
        CallerTree tree, SessionArchive archive, CancellationToken cancellationToken)
    {
        // A mark that is not there is the usual case: no reason to wait for anybody.
        await using var done = await tree.OpenSidecar(archive.Uri.Child(DoneMark), cancellationToken);
        if (done is not null)
            return ArchiveState.Done;
        await using var failed = await tree.OpenSidecar(archive.Uri.Child(FailedMark), cancellationToken);
        return failed is null ? ArchiveState.Pending : ArchiveState.Failed;
    }
}
