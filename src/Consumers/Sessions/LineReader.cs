using Microsoft.Win32.SafeHandles;

namespace Sagas.Consumers.Sessions;

/// <summary>
/// The lines of a file up to a given length, one at a time, with where they stand. Keeps one line in memory, and of
/// a line beyond the limit nothing. One caller at a time.
/// </summary>
sealed class LineReader(SafeFileHandle file, long length)
{
    const int BufferBytes = 128 << 10;
    const int LineBytesMax = 64 << 20;
    const byte NewLine = (byte)'\n';

    byte[] _buffer = new byte[BufferBytes];
    int _from;
    int _to;
    long _read;
    int _scanned;

    /// <summary>Where the line of the last <see cref="Next"/> starts.</summary>
    public long Start { get; private set; }

    /// <summary>Behind its line end: where the next one starts. What follows the last one is a torn line.</summary>
    public long End { get; private set; }

    /// <summary>The line of the last <see cref="Next"/>, without its end, until the next call; empty when it was
    /// longer than a line can be.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Goes to the next line that has an end; false when there is none.</summary>
    public async ValueTask<bool> Next(CancellationToken cancellationToken)
    {
        Start = End;
        var skipped = 0L;
        while (true)
        {
            var at = _buffer.AsSpan(_from + _scanned, _to - _from - _scanned).IndexOf(NewLine);
            if (at >= 0)
            {
                var bytes = _scanned + at;
                Line = skipped > 0 ? default : _buffer.AsMemory(_from, bytes);
                End = Start + skipped + bytes + 1;
                (_from, _scanned) = (_from + bytes + 1, 0);
                return true;
            }
            _scanned = _to - _from;
            if (_scanned >= LineBytesMax)
            {
                skipped += _scanned;
                (_from, _to, _scanned) = (0, 0, 0);
            }
            if (!await Fill(cancellationToken))
                return false;
        }
    }

    async ValueTask<bool> Fill(CancellationToken cancellationToken)
    {
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _to - _from).CopyTo(_buffer);
            (_from, _to) = (0, _to - _from);
        }
        if (_to == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var wanted = (int)Math.Min(_buffer.Length - _to, length - _read);
        if (wanted == 0)
            return false;
        var read = await RandomAccess.ReadAsync(
            file, _buffer.AsMemory(_to, wanted), _read, cancellationToken);
        _to += read;
        _read += read;
        return read > 0;
    }
}
