using Microsoft.Extensions.Hosting;

namespace Sagas.Consumers.VectorIndex.Sqlite;

/// <summary>Opens the index when the host starts: a broken file is a start-up error, not one of the first step.
/// </summary>
internal sealed class IndexOpener(IndexDatabase database) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => database.Open(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
