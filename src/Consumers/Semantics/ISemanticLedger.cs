using Sagas.Contracts;

namespace Sagas.Consumers.Semantics;

/// <summary>
/// Which semantic messages have been worked off, unique by transaction and action. Durable and thread-safe.
/// </summary>
public interface ISemanticLedger
{
    /// <summary>Whether the message was worked off before.</summary>
    Task<bool> Has(IPostActionMessage message, CancellationToken cancellationToken);

    /// <summary>Notes that the message was worked off; noting it twice is noting it once.</summary>
    Task Add(IPostActionMessage message, CancellationToken cancellationToken);
}
