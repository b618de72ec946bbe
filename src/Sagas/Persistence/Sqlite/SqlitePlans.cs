using Microsoft.EntityFrameworkCore;
using Sagas.Persistence.Model;

namespace Sagas.Persistence.Sqlite;

/// <summary>Looks into stored plans where they lie.</summary>
internal static class SqlitePlans
{
    const string KindsSql = """
        SELECT t.id AS "TransactionId", step.key AS "Step", json_extract(step.value, '$.kind') AS "Kind"
        FROM transactions t, json_each(t.plan, '$.steps') step
        """;

    /// <summary>What each step of each plan is, without its arguments. To be narrowed by the caller.</summary>
    public static IQueryable<PlannedKind> PlannedKinds(this SagasDbContext db) =>
        db.Database.SqlQueryRaw<PlannedKind>(KindsSql);

    internal sealed record PlannedKind(Guid TransactionId, int Step, string Kind);
}
