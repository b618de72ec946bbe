namespace Sagas.Host.Faults;

/// <summary>
/// Rules that a test changes while the service runs: one per line of a file, looked at whenever a point is reached.
/// Changed rules start to count anew. Thread-safe.
/// </summary>
internal sealed class FaultFile(string path)
{
    readonly Lock _reading = new();
    string _text = "";
    FaultSet _set = FaultSet.None;

    public FaultSet Current
    {
        get
        {
            lock (_reading)
            {
                var text = File.Exists(path) ? File.ReadAllText(path) : "";
                if (text != _text)
                    (_text, _set) = (text, Parse(text));
                return _set;
            }
        }
    }

    FaultSet Parse(string text) => new(text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => FaultRule.TryParse(line, out var rule) ? rule
            : throw new FormatException($"'{line}' in {path} is no fault; legal is {FaultRule.Legal}.")));
}
