using Microsoft.EntityFrameworkCore;
using Sagas.Persistence.Model;
using Sagas.Persistence.UnitOfWork;

namespace Sagas.DeadLetters;

/// <summary>The audit as rows of the coordinator's database.</summary>
internal sealed class DeadLetterAudit(IUnitOfWorkStore store, IDbContextFactory<SagasDbContext> contexts)
    : IDeadLetterAudit
{
    /// <summary>Not cancelled with the request that asked: what was done must be in here.</summary>
    public Task Record(IReadOnlyList<DeadLetterAction> lines) => lines.Count == 0 ? Task.CompletedTask : store.Run(
        async unit =>
        {
            foreach (var line in lines)
                await unit.Record(line);
        },
        CancellationToken.None);

    public async Task<IReadOnlyList<DeadLetterAction>> Read(
        string? letterId, int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Set<DeadLetterAction>().AsNoTracking()
            .Where(line => letterId == null || line.LetterId == letterId)
            .OrderByDescending(line => line.Id).Take(limit).ToListAsync(cancellationToken);
    }
}
