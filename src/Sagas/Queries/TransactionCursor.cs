using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using Sagas.Contracts;

namespace Sagas.Queries;

/// <summary>
/// A place in a listing, newest first: right after one transaction. It stays where it is while others arrive. Its text
/// is for handing back only.
/// </summary>
/// <param name="CreatedAt">When the transaction was accepted.</param>
/// <param name="Id">Its id.</param>
public sealed record TransactionCursor(DateTimeOffset CreatedAt, TransactionId Id)
{
    const int TimeBytes = sizeof(long);
    const int Bytes = TimeBytes + 16;

    /// <summary>Reads what <see cref="ToString"/> has written.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out TransactionCursor? cursor)
    {
        cursor = null;
        if (text is null || text.Length != Base64Url.GetEncodedLength(Bytes))
            return false;
        Span<byte> bytes = stackalloc byte[Bytes];
        if (!Base64Url.TryDecodeFromChars(text, bytes, out var written) || written != Bytes)
            return false;
        var milliseconds = BinaryPrimitives.ReadInt64BigEndian(bytes);
        if (milliseconds < 0 || milliseconds > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())
            return false;
        cursor = new TransactionCursor(
            DateTimeOffset.FromUnixTimeMilliseconds(milliseconds),
            new TransactionId(new Guid(bytes[TimeBytes..], bigEndian: true)));
        return true;
    }

    /// <inheritdoc />
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, CreatedAt.ToUnixTimeMilliseconds());
        Id.Value.TryWriteBytes(bytes[TimeBytes..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }
}
