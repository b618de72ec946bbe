namespace Sagas.Host.Verification;

/// <summary>What a repair did, and what is left.</summary>
/// <param name="Actions">One line for each thing that was set in motion.</param>
/// <param name="After">The comparison when it was done.</param>
internal sealed record RepairReport(IReadOnlyList<string> Actions, VerificationReport After);
