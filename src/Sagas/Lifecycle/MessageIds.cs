using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sagas.Lifecycle;

/// <summary>
/// Message ids that follow from what the message is: the same step sent by two processes is the same message.
/// </summary>
/// <remarks>RFC 9562, version 8: a UUID of our own making from SHA-256.</remarks>
public static class MessageIds
{
    /// <summary>The id that <paramref name="parts"/> of transaction <paramref name="id"/> always have.</summary>
    public static Guid Of(Guid id, params ReadOnlySpan<string> parts)
    {
        var name = $"{id:N}/{string.Join('/', parts!)}";
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        var bytes = hash[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(
            BinaryPrimitives.ReadInt32BigEndian(bytes), BinaryPrimitives.ReadInt16BigEndian(bytes[4..]),
            BinaryPrimitives.ReadInt16BigEndian(bytes[6..]), bytes[8..].ToArray());
    }
}
