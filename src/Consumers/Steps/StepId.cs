using Sagas.Contracts;

namespace Sagas.Consumers.Steps;

/// <summary>The identity of a step for ever: every participant's undo record and barrier row is keyed by it.</summary>
public readonly record struct StepId(TransactionId TransactionId, int Step)
{
    /// <summary>For logs and file names.</summary>
    public override string ToString() => $"{TransactionId}/{Step}";
}
