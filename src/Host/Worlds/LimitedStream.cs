using Sagas.Host.Streams;

namespace Sagas.Host.Worlds;

/// <summary>Reads so many bytes of another stream, and breaks where it has more.</summary>
internal sealed class LimitedStream(Stream inner, long bytesMax) : ForwardStream
{
    long _read;

    public override int Read(byte[] buffer, int offset, int count) => Counted(inner.Read(buffer, offset, count));

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await inner.ReadAsync(buffer, cancellationToken));

    int Counted(int read) => (_read += read) <= bytesMax
        ? read
        : throw new HttpRequestException($"The model answers more than {bytesMax} bytes.");

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
