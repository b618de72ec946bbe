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
        if (lines.Count == 0)
            return;
        var grid = new Grid();
        for (var i = 0; i < lines.Max(line => line.Length); i++)
            grid.AddColumn(new GridColumn().NoWrap().PadLeft(0).PadRight(2));
        foreach (var line in lines)
            grid.AddRow([.. line.Select(Markup.Escape)]);
        environment.Console.Write(grid);
    }

    /// <summary>Names come from outside: an escape sequence or a line break in one must not act on the terminal.
    /// </summary>
    public static string Safe(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? '?' : c)) : text;
}
