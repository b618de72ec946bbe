using Sagas.Contracts;

namespace Sagas.Host.Verification;

/// <summary>One thing on which the stores disagree.</summary>
/// <param name="Kind">One of <see cref="DisagreementKind"/>.</param>
/// <param name="Message">What is wrong, for a person.</param>
/// <param name="Account">In whose tree; null when it is in none.</param>
/// <param name="Uri">The path; null when it is about none.</param>
/// <param name="TransactionId">The transaction; null when it is about none.</param>
internal sealed record Disagreement(
    string Kind, string Message, string? Account = null, VikingUri? Uri = null, TransactionId? TransactionId = null);
