using System.Buffers.Binary;

namespace Sagas.Consumers.FileTree.Staging;

/// <summary>
/// Counts the entries of an archive by walking its central directory, without keeping any: the runtime would load
/// all of them, however many there are, before it compares them with the count that the archive states.
/// </summary>
static class ZipDirectory
{
    const int EndBytes = 22;
    const int LocatorBytes = 20;
    const int HeaderBytes = 46;
    const uint EndSignature = 0x06054b50;
    const uint LocatorSignature = 0x07064b50;
    const uint End64Signature = 0x06064b50;
    const uint HeaderSignature = 0x02014b50;

    /// <summary>How many entries there are; stops counting above <paramref name="max"/>.</summary>
    /// <exception cref="InvalidDataException">This is no zip archive.</exception>
    public static int Count(Stream archive, int max)
    {
        var count = DirectoryOffsets(archive).Max(offset => CountAt(archive, offset, max));
        archive.Position = 0;
        return count;
    }

    static int CountAt(Stream archive, long offset, int max)
    {
        archive.Position = offset;
        var header = new byte[HeaderBytes];
        var count = 0;
        while (count <= max
            && archive.ReadAtLeast(header, HeaderBytes, throwOnEndOfStream: false) == HeaderBytes
            && BinaryPrimitives.ReadUInt32LittleEndian(header) == HeaderSignature)
        {
            count++;
            archive.Position += BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(28))
                + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30))
                + BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(32));
        }
        return count;
    }

    /// <summary>Where a reader may look for the directory: an archive with two ends has two answers, and which one
    /// counts is up to the reader.</summary>
    static List<long> DirectoryOffsets(Stream archive)
    {
        var tail = new byte[(int)Math.Min(archive.Length, EndBytes + ushort.MaxValue + LocatorBytes)];
        archive.Position = archive.Length - tail.Length;
        archive.ReadExactly(tail);
        for (var end = tail.Length - EndBytes; end >= 0; end--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end)) != EndSignature)
                continue;
            var offsets = new List<long>();
            var offset = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
            var locator = end - LocatorBytes;
            if (locator >= 0 && BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(locator)) == LocatorSignature)
                offsets.Add(LargeOffset(archive, BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(locator + 8))));
            if (offset != uint.MaxValue || offsets.Count == 0)
                offsets.Add(Within(archive, offset));
            return offsets;
        }
        throw new InvalidDataException("There is no end of a central directory.");
    }

    static long LargeOffset(Stream archive, long end)
    {
        archive.Position = Within(archive, end);
        var record = new byte[56];
        archive.ReadAtLeast(record, record.Length, throwOnEndOfStream: false);
        return BinaryPrimitives.ReadUInt32LittleEndian(record) == End64Signature
            ? Within(archive, BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(48)))
            : throw new InvalidDataException("The end of the central directory is broken.");
    }

    static long Within(Stream archive, long offset) => offset >= 0 && offset <= archive.Length
        ? offset
        : throw new InvalidDataException("The central directory lies outside of the archive.");
}
