using Sagas.Contracts;

namespace Sagas.Consumers.VectorIndex.Sqlite;

/// <summary>
/// The highest tokens seen per path, by what the path lock covered: two that would not have conflicted as locks do
/// not fence each other. A tree's row takes the place of the rows below it, which are never higher, so a check is one
/// look-up per ancestor and one short range.
/// </summary>
internal static class Fences
{
    const string Below = "account = $account AND path >= $path || '/' AND path < $path || '0'";

    /// <summary>Refuses a token older than one seen where <paramref name="uri"/> conflicts; else notes it.</summary>
    public static void Pass(Statements db, StepRow step, string account, VikingUri uri, LockMode mode)
    {
        if (Highest(db, account, uri, mode) is var seen && seen > step.Token)
            throw new RefusedException(new Reason(
                ErrorCode.Stale,
                $"Step {step} has the fencing token {step.Token}, but {seen} was seen at {uri}.",
                new Dictionary<string, string> { ["uri"] = uri.Value }));
        if (mode is LockMode.Tree)
            db.Run($"DELETE FROM fences WHERE {Below}", ("$account", account), ("$path", uri.Value));
        db.Run(
            """
            INSERT INTO fences (account, path, token, tree_token, at) VALUES ($account, $path, $token, $tree, $at)
            ON CONFLICT DO UPDATE SET token = excluded.token, tree_token = max(tree_token, excluded.tree_token),
                at = excluded.at
            """,
            ("$account", account), ("$path", uri.Value), ("$token", step.Token),
            ("$tree", mode is LockMode.Tree ? step.Token : 0L), ("$at", step.At));
    }

    static long Highest(Statements db, string account, VikingUri uri, LockMode mode)
    {
        var highest = db.Number(
            "SELECT token FROM fences WHERE account = $account AND path = $path",
            ("$account", account), ("$path", uri.Value));
        if (mode is LockMode.Tree)
        {
            highest = Math.Max(highest, db.Number(
                $"SELECT max(token) FROM fences WHERE {Below}", ("$account", account), ("$path", uri.Value)));
        }
        for (var above = uri.Parent; above is not null; above = above.Parent)
        {
            highest = Math.Max(highest, db.Number(
                "SELECT tree_token FROM fences WHERE account = $account AND path = $path",
                ("$account", account), ("$path", above.Value)));
        }
        return highest;
    }
}
