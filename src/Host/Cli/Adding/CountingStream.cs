namespace Sagas.Host.Cli.Adding;

/// <summary>A file, as long as it was when it was opened, that tells how much of it was read.</summary>
internal sealed class CountingStream(Stream inner, Action<long> report) : Stream
{
    // It goes ahead of the content, so what is appended meanwhile stays out.
    readonly long _length = inner.Length;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => _length;

    public override long Position
    {
        get => inner.Position;
        set => inner.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        Counted(inner.Read(buffer, offset, Left(count)));

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await inner.ReadAsync(buffer[..Left(buffer.Length)], cancellationToken));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => inner.Seek(offset, origin);

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    int Left(int count) => (int)Math.Clamp(_length - inner.Position, 0, count);

    int Counted(int read)
    {
        report(inner.Position);
        return read;
    }
}
