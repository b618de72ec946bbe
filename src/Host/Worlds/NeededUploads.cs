using Sagas.Consumers.FileTree;
using Sagas.Queries;

namespace Sagas.Host.Worlds;

/// <summary>Where the housekeeping of the participants meets the coordinator.</summary>
internal sealed class NeededUploads(IOpenWork work) : INeededUploads
{
    public Task<IReadOnlySet<string>> Find(CancellationToken cancellationToken) => work.Uploads(cancellationToken);
}
