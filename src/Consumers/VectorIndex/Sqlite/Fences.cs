using Sagas.Contracts;

namespace Sagas.Consumers.VectorIndex.Sqlite;

/// <summary>
/// The highest token seen per path. A row stands for its whole subtree: it takes the place of the rows below it,
/// which are never higher, so a check is one look-up per ancestor and one short range.
/// </summary>
internal static class Fences
{
    /// <summary>Refuses a token older than one seen at, above or below <paramref name="uri"/>; else notes it.
    /// </summary>
    public static void Pass(Statements db, StepRow step, string account, VikingUri uri)
    {
        if (Highest(db, account, uri) is var seen && seen > step.Token)
            throw new RefusedException(new Reason(
                ErrorCode.Stale,
                $"Step {step} has the fencing token {step.Token}, but {seen} was seen at {uri}.",
                new Dictionary<string, string> { ["uri"] = uri.Value }));
        db.Run(
            "DELETE FROM fences WHERE account = $account AND path >= $path || '/' AND path < $path || '0'",
            ("$account", account), ("$path", uri.Value));
        db.Run(
            """
            INSERT INTO fences (account, path, token, at) VALUES ($account, $path, $token, $at)
            ON CONFLICT DO UPDATE SET token = excluded.token, at = excluded.at
            """,
            ("$account", account), ("$path", uri.Value), ("$token", step.Token), ("$at", step.At));
    }

    static long Highest(Statements db, string account, VikingUri uri)
    {
        var highest = db.Number(
            "SELECT max(token) FROM fences WHERE account = $account AND path >= $path || '/' AND path < $path || '0'",
            ("$account", account), ("$path", uri.Value));
        for (var at = uri; at is not null; at = at.Parent)
        {
            highest = Math.Max(highest, db.Number(
                "SELECT token FROM fences WHERE account = $account AND path = $path",
                ("$account", account), ("$path", at.Value)));
        }
        return highest;
    }
}
