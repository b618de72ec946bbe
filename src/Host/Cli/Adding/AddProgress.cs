using Spectre.Console;

namespace Sagas.Host.Cli.Adding;

/// <summary>How far it is: a line that is drawn over on a terminal, plain lines in a pipe, nothing with --json.
/// </summary>
internal sealed class AddProgress(VerbContext verb) : IDisposable
{
    const int BarWidth = 30;

    static readonly TimeSpan LineInterval = TimeSpan.FromSeconds(5);

    readonly Lock _gate = new();
    long? _lastLine;
    bool _drawn;
    long _lastDrawn = long.MinValue;

    public void Packed(int files) => Draw($"packing {verb.Human.Count(files)} files", done: false);

    public void Uploaded(long sent, long total)
    {
        Draw($"uploading {Bar(sent, total)} {verb.Human.Size(sent)} of {verb.Human.Size(total)}", done: sent == total);
    }

    /// <summary>How far the service is with a step, or with what follows: a bar on a terminal, now and then a line in
    /// a pipe.</summary>
    public void Reached(string what, long done, long? total, string unit)
    {
        var counts = total is { } all
            ? $"{verb.Human.Count(done)} of {verb.Human.Count(all)} {unit}"
            : $"{verb.Human.Count(done)} {unit}";
        Draw(total is { } known ? $"{what} {Bar(done, known)} {counts}" : $"{what} {counts}", done: false);
        if (!verb.Environment.IsTerminal && IsTimeForALine())
            Say($"{what} {counts}");
    }

    /// <summary>A thing that has been done, or has begun.</summary>
    public void Say(string line)
    {
        lock (_gate)
        {
            if (verb.Json)
                return;
            Erase();
            var dim = new Style(decoration: Decoration.Dim);
            verb.Environment.Console.Write(new Text(Rows.Safe(line) + Environment.NewLine, dim));
        }
    }

    public void Dispose()
    {
        lock (_gate)
            Erase();
    }

    static string Bar(long done, long total)
    {
        var share = total == 0 ? 1 : Math.Clamp((double)done / total, 0, 1);
        return $"[{new string('#', (int)(share * BarWidth)).PadRight(BarWidth, '.')}]";
    }

    bool IsTimeForALine()
    {
        lock (_gate)
        {
            var (time, last) = (verb.Environment.Time, _lastLine);
            if (last is { } before && time.GetElapsedTime(before) < LineInterval)
                return false;
            _lastLine = time.GetTimestamp();
            return true;
        }
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
            verb.Out.Write(Rows.Safe(line));
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
