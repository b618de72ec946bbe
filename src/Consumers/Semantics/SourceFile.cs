using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Sagas.Consumers.FileTree;

namespace Sagas.Consumers.Semantics;

/// <summary>A file as it was read: the hash is of all its bytes, the text of its beginning.</summary>
/// <param name="Entry">Which file.</param>
/// <param name="Hash">SHA-256 in lower-case hexadecimal.</param>
/// <param name="Text">At most 30,000 characters; null for a binary file.</param>
internal sealed record SourceFile(FileEntry Entry, string Hash, string? Text)
{
    const int BufferBytes = 64 << 10;
    const int HeadBytesMax = SemanticLimits.FileCharsMax * 4;

    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async Task<SourceFile> Read(FileEntry entry, Stream content, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var head = new ArrayBufferWriter<byte>();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            int read;
            while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
            {
                hash.AppendData(buffer, 0, read);
                head.Write(buffer.AsSpan(0, Math.Min(read, HeadBytesMax - head.WrittenCount)));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return new SourceFile(entry, Convert.ToHexStringLower(hash.GetHashAndReset()), TextOf(head.WrittenSpan));
    }

    static string? TextOf(ReadOnlySpan<byte> head)
    {
        if (head.Contains((byte)0))
            return null;
        var bytes = head.StartsWith(Encoding.UTF8.Preamble) ? head[3..] : head;
        try
        {
            // Not flushed: the cut may have gone through the middle of a character.
            var decoder = Strict.GetDecoder();
            var text = new char[bytes.Length];
            var length = decoder.GetChars(bytes, text, flush: head.Length < HeadBytesMax);
            return Whole(new string(text, 0, Math.Min(length, SemanticLimits.FileCharsMax)));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    static string Whole(string text) => text.Length > 0 && char.IsHighSurrogate(text[^1]) ? text[..^1] : text;
}
