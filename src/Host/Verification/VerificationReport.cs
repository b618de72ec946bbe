namespace Sagas.Host.Verification;

/// <summary>What a comparison of all stores found.</summary>
/// <param name="Ok">True when they agree.</param>
/// <param name="Idle">False when work was still going on: what it has not reached yet is listed too.</param>
/// <param name="Files">Files that were looked at.</param>
/// <param name="Entries">Index entries that were looked at.</param>
/// <param name="Disagreements">Every one that was found.</param>
internal sealed record VerificationReport(
    bool Ok, bool Idle, int Files, int Entries, IReadOnlyList<Disagreement> Disagreements);
