namespace Sagas.Contracts;

/// <summary>A waiting transaction got all its locks, in the commit that freed them.</summary>
/// <param name="TransactionId">Which transaction.</param>
/// <param name="Token">Its fencing token.</param>
public sealed record LocksGranted(TransactionId TransactionId, FencingToken Token);
