using System.Security.Cryptography;
using System.Text;
using Sagas.Contracts;

namespace Sagas.Consumers.Semantics;

/// <summary>Names that follow from what they name.</summary>
internal static class SemanticIds
{
    /// <summary>SHA-256 of a text in lower-case hexadecimal.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>
    /// The id of one index transaction: a message that is delivered again, and finds the same sources, makes the
    /// same transactions, which are then one. It holds hashes of sources alone: a model that answers differently
    /// the second time makes no second transaction.
    /// </summary>
    public static TransactionId Of(EnqueueSemantic message, VikingUri uri, int part, IEnumerable<string> hashes)
    {
        var name = string.Join('\n', [
            message.TransactionId.ToString(), message.Action, uri.Value, $"{part}", .. hashes]);
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16);
        // RFC 9562: version 8 is made by a hash of one's own, variant 10.
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new TransactionId(new Guid(bytes, bigEndian: true));
    }
}
