using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Sagas.Persistence.Model;

namespace Sagas.Tests;

/// <summary>Contexts on a database of a test, with somebody who looks on.</summary>
sealed class WatchedContexts(string path, params IInterceptor[] watchers) : IDbContextFactory<SagasDbContext>
{
    public SagasDbContext CreateDbContext() => new(new DbContextOptionsBuilder<SagasDbContext>()
        .UseSqlite($"Data Source={path}").AddInterceptors(watchers).Options);
}
