using System.Text.Json.Serialization;

namespace Sagas.Contracts;

/// <summary>
/// Closes the transaction and deletes what its steps have kept: set-aside trees, undo records. Sent when the
/// transaction has ended; nothing needs them any more. Queue <c>purge-transaction</c>.
/// </summary>
/// <param name="TransactionId">The transaction that ended.</param>
/// <param name="Action">Tells the actions of one transaction apart.</param>
public sealed record PurgeTransaction(TransactionId TransactionId, string Action = "purge") : IPostActionMessage
{
    /// <summary>Closes the transaction and keeps what its steps have set aside in the file tree: an undo has failed, so
    /// that it may be all that is left. A purge without this deletes it. Entries of the index are made anew from the
    /// files, and not kept.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool KeepsSetAside { get; init; }
}
