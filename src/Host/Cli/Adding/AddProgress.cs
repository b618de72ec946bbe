using Spectre.Console;

namespace Sagas.Host.Cli.Adding;

/// <summary>How far it is: a line that is drawn over on a terminal, plain lines in a pipe, nothing with --json.
/// </summary>
internal sealed class AddProgress(VerbContext verb) : IDisposable
{
    const int BarWidth = 30;

    readonly Lock _gate = new();
    bool _drawn;
    long _lastDrawn = long.MinValue;

    public void Packed(int files) => Draw($"packing {verb.Human.Count(files)} files", done: false);

    public void Uploaded(long sent, long total)
    {
        var share = total == 0 ? 1 : (double)sent / total;
        var full = (int)(share * BarWidth);
        var bar = new string('#', full).PadRight(BarWidth, '.');
        Draw($"uploading [{bar}] {verb.Human.Size(sent)} of {verb.Human.Size(total)}", done: sent == total);
    }

    /// <summary>A thing that has been done, or has begun.</summary>
    public void Say(string line)
    {
        lock (_gate)
        {
            if (verb.Json)
                return;
            Erase();
            verb.Environment.Console.Write(new Text(line + Environment.NewLine, new Style(decoration: Decoration.Dim)));
        }
    }

    public void Dispose()
    {
        lock (_gate)
            Erase();
    }

    void Draw(string line, bool done)
    {
        lock (_gate)
        {
            var time = verb.Environment.Time;
            var now = time.GetTimestamp();
            // Twenty pictures a second are enough for an eye.
            var soon = _lastDrawn != long.MinValue && time.GetElapsedTime(_lastDrawn, now).TotalMilliseconds < 50;
            if (verb.Json || !verb.Environment.IsTerminal || (soon && !done))
                return;
            _lastDrawn = now;
            Erase();
            verb.Out.Write(line);
            verb.Out.Flush();
            _drawn = true;
        }
    }

    void Erase()
    {
        if (_drawn)
            verb.Out.Write("\r\u001b[K");
        _drawn = false;
    }
}
