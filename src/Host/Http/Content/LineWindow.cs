using System.Text;

namespace Sagas.Host.Http.Content;

/// <summary>Keeps some lines of a text that comes in pieces, line ends as they are.</summary>
internal sealed class LineWindow(int offset, int count)
{
    readonly StringBuilder _text = new();
    long _line;

    public bool IsFull => _line >= (long)offset + count;

    public int Length => _text.Length;

    public void Take(ReadOnlySpan<char> piece)
    {
        while (piece.Length > 0 && !IsFull)
        {
            var end = piece.IndexOf('\n');
            var part = end < 0 ? piece : piece[..(end + 1)];
            if (_line >= offset)
                _text.Append(part);
            if (end >= 0)
                _line++;
            piece = piece[part.Length..];
        }
    }

    public override string ToString() => _text.ToString();
}
