using System.Text.Json;
using Sagas.Contracts;

namespace Sagas.Consumers.VectorIndex.Sqlite;

/// <summary>What became of each step: the truth table that makes duplicates and late messages harmless.</summary>
internal static class Barrier
{
    /// <summary>Done, and it may still be undone.</summary>
    public const string Done = "done";

    /// <summary>Done, and its transaction has ended: there is no way back.</summary>
    public const string Final = "final";

    /// <summary>Done and undone.</summary>
    public const string Undone = "undone";

    /// <summary>Undone before it was done: it never will be.</summary>
    public const string Closed = "closed";

    /// <summary>The answer of the first do; null when this is the first.</summary>
    /// <exception cref="RefusedException"><see cref="ErrorCode.Stale"/>: it was undone.</exception>
    public static T? AnswerOf<T>(Statements db, StepRow step)
        where T : class
    {
        if (Find(db, step) is not { } row)
            return null;
        return row.State is Done or Final
            ? JsonSerializer.Deserialize<T>(row.Result!, WireJson.Options)
            : throw Refuse($"Step {step} was undone before this arrived.");
    }

    /// <summary>Notes that the step was done, and the answer that every duplicate gets.</summary>
    public static T RecordDone<T>(Statements db, StepRow step, T answer)
    {
        Insert(db, step, Done, JsonSerializer.Serialize(answer, WireJson.Options));
        return answer;
    }

    /// <summary>Closes the step for good; runs <paramref name="undo"/> when there is something to undo.</summary>
    /// <returns>False when it had never been done.</returns>
    public static bool Close(Statements db, StepRow step, Action undo)
    {
        switch (Find(db, step)?.State)
        {
            case null:
                Insert(db, step, Closed, result: null);
                return false;
            case Closed:
                return false;
            case Undone:
                return true;
            case Final:
                throw Refuse($"Step {step} cannot be undone: its transaction has ended and its undo data is gone.");
            default:
                undo();
                db.Run(
                    "UPDATE barrier SET state = $state, at = $at WHERE transaction_id = $transaction AND step = $step",
                    ("$state", Undone), ("$at", step.At), ("$transaction", step.Transaction), ("$step", step.Step));
                return true;
        }
    }

    static Row? Find(Statements db, StepRow step) => db.First(
        "SELECT state, result FROM barrier WHERE transaction_id = $transaction AND step = $step",
        row => new Row(row.GetString(0), row.IsDBNull(1) ? null : row.GetString(1)),
        ("$transaction", step.Transaction), ("$step", step.Step));

    static void Insert(Statements db, StepRow step, string state, string? result) => db.Run(
        """
        INSERT INTO barrier (transaction_id, step, state, result, token, at)
        VALUES ($transaction, $step, $state, $result, $token, $at)
        """,
        ("$transaction", step.Transaction), ("$step", step.Step), ("$state", state), ("$result", result),
        ("$token", step.Token), ("$at", step.At));

    static RefusedException Refuse(string message) => new(new Reason(ErrorCode.Stale, message));

    sealed record Row(string State, string? Result);
}
