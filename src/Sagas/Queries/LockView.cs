using Sagas.Contracts;

namespace Sagas.Queries;

/// <summary>One path lock, held or waited for.</summary>
/// <param name="TransactionId">Whose it is.</param>
/// <param name="Account">In whose tree.</param>
/// <param name="Uri">The path.</param>
/// <param name="Mode">What it covers.</param>
/// <param name="Held">True = held; false = waiting.</param>
/// <param name="Order">The place in the one waiting line of all requests; smaller came first.</param>
/// <param name="FencingToken">The fence it was granted with; null while waiting.</param>
/// <param name="RequestedAt">When it was asked for.</param>
public sealed record LockView(
    TransactionId TransactionId, string Account, VikingUri Uri, LockMode Mode, bool Held, long Order,
    long? FencingToken, DateTimeOffset RequestedAt);
