namespace Sagas.Persistence.Model;

/// <summary>A path lock, held or waited for: a waiter is a holder whose time has not come.</summary>
public sealed class PathLockRow
{
    /// <summary><c>/account/scope/…/</c>, with a slash at both ends: what lies below has it as its prefix.</summary>
    public string Path { get; set; } = "";

    /// <summary>Whose it is.</summary>
    public Guid TransactionId { get; set; }

    /// <summary>Whether it covers what lies below.</summary>
    public bool IsTree { get; set; }

    /// <summary>The place of its request in the one waiting line.</summary>
    public long Sequence { get; set; }

    /// <summary>The fencing token when held; null while waiting.</summary>
    public long? Token { get; set; }

    /// <summary>When it was asked for.</summary>
    public DateTimeOffset RequestedAt { get; set; }
}
