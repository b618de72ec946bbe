using Spectre.Console;

namespace Sagas.Host.Cli;

/// <summary>Lines of columns: aligned on a terminal, separated by tabs in a pipe.</summary>
internal static class Rows
{
    public static void Print(CliEnvironment environment, IEnumerable<string[]> rows)
    {
        var lines = rows.Select(row => row.Select(Safe).ToArray()).ToList();
        if (!environment.IsTerminal)
        {
            foreach (var line in lines)
                environment.Out.WriteLine(string.Join('\t', line));
            return;
        }
        // A line too long for the terminal is broken by the terminal, between any two characters and without blanks in
        // between: an id or a URI can still be copied whole.
        var widths = new int[lines.Select(line => line.Length).DefaultIfEmpty().Max()];
        foreach (var line in lines)
        {
            for (var i = 0; i < line.Length - 1; i++)
                widths[i] = Math.Max(widths[i], line[i].GetCellWidth());
        }
        foreach (var line in lines)
            environment.Out.WriteLine(string.Concat(line.Select((cell, i) => i < line.Length - 1
                ? cell + new string(' ', widths[i] - cell.GetCellWidth() + 2)
                : cell)).TrimEnd());
    }

    /// <summary>Names come from outside: an escape sequence or a line break in one must not act on the terminal.
    /// </summary>
    public static string Safe(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '?' : c)) : text;
}
