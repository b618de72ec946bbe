using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Sagas.Consumers.SessionCommit;

/// <summary>Parts of files, a buffer at a time: a session of any size costs the same memory.</summary>
static class FileRange
{
    const int BufferBytes = 128 << 10;

    /// <summary>Copies the bytes from <paramref name="from"/> up to <paramref name="to"/>, and hashes them.</summary>
    /// <exception cref="EndOfStreamException">The file ends before that.</exception>
    public static async Task Copy(
        SafeFileHandle file, long from, long to, Stream? target, IncrementalHash? hash,
        CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (from < to)
            {
                var wanted = (int)Math.Min(buffer.Length, to - from);
                var read = await RandomAccess.ReadAsync(file, buffer.AsMemory(0, wanted), from, cancellationToken);
                if (read == 0)
                    throw new EndOfStreamException($"The file ends at {from} bytes, {to} are wanted.");
                hash?.AppendData(buffer, 0, read);
                if (target is not null)
                    await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                from += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Whether the file starts with that many bytes of that hash.</summary>
    public static async Task<bool> StartsWith(
        SafeFileHandle file, long bytes, string hash, CancellationToken cancellationToken)
    {
        if (RandomAccess.GetLength(file) < bytes)
            return false;
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await Copy(file, 0, bytes, target: null, sha, cancellationToken);
        return Convert.ToHexStringLower(sha.GetHashAndReset()) == hash;
    }
}
