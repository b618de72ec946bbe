namespace Sagas.Persistence.Outbox;

/// <summary>A place in the order of due time and number.</summary>
/// <param name="DueMs">Milliseconds since 1970.</param>
/// <param name="Id">The row's number.</param>
public readonly record struct OutboxPosition(long DueMs, long Id)
{
    /// <summary>Before every row.</summary>
    public static OutboxPosition Start => new(long.MinValue, long.MinValue);

    /// <summary>Where <paramref name="row"/> stands.</summary>
    public static OutboxPosition Of(OutboxRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new(row.Due.ToUnixTimeMilliseconds(), row.Id);
    }
}
