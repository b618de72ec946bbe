using Sagas.Consumers.Steps;

namespace Sagas.Consumers.VectorIndex.Sqlite;

/// <summary>A step as the tables name it, at the time of one change.</summary>
/// <param name="Transaction">The transaction's UUID in lower case.</param>
/// <param name="Step">The index in the plan.</param>
/// <param name="Token">The fence.</param>
/// <param name="At">Now, in milliseconds of Unix time.</param>
internal readonly record struct StepRow(string Transaction, int Step, long Token, long At)
{
    public static StepRow Of(StepContext step, TimeProvider time) => new(
        step.Id.TransactionId.ToString(),
        step.Id.Step,
        step.Token.Value,
        time.GetUtcNow().ToUnixTimeMilliseconds());

    public override string ToString() => $"{Transaction}/{Step}";
}
