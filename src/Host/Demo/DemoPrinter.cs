using Sagas.Host.Cli;
using Spectre.Console;
using Rows = Sagas.Host.Cli.Rows;

namespace Sagas.Host.Demo;

/// <summary>Prints the demonstration: marks and colours on a terminal, plain words in a pipe.</summary>
internal sealed class DemoPrinter(CliEnvironment environment)
{
    const int NameWidth = 9;

    public void Title(string text, string below)
    {
        Line($"[bold]{Markup.Escape(text)}[/]", text);
        Line($"[dim]{Markup.Escape(below)}[/]", below);
        Line("", "");
    }

    /// <summary>Shows on a terminal that <paramref name="step"/> is under way.</summary>
    public async Task While(DemoStep step, Func<Task> work)
    {
        if (!environment.IsTerminal)
        {
            await work();
            return;
        }
        var status = $"{step.Name.PadRight(NameWidth)}{step.Claim}";
        await environment.Console.Status().Spinner(Spinner.Known.Dots).StartAsync(Markup.Escape(status), _ => work());
    }

    public void Step(DemoStep step, StepReport report, TimeSpan took)
    {
        var (name, mark) = (step.Name.PadRight(NameWidth), report.Holds ? "[green]✔[/]" : "[red]✘[/]");
        var seconds = FormattableString.Invariant($"{took.TotalSeconds:0.0} s");
        var claim = Markup.Escape(step.Claim);
        Line(
            $" {mark} [bold]{Markup.Escape(name)}[/]{claim} [dim]· {seconds}[/]",
            $"{(report.Holds ? "ok" : "FAILED"),-8}{name}{step.Claim} ({seconds})");
        foreach (var (holds, text) in report.Lines)
            Detail(holds, Rows.Safe(text));
        environment.Out.Flush();
    }

    public void End(bool holds, int steps, TimeSpan took)
    {
        var seconds = FormattableString.Invariant($"{took.TotalSeconds:0.0} s");
        var text = holds ? $"Every check held: {steps} steps in {seconds}." : $"A check failed after {seconds}.";
        Line("", "");
        Line(holds ? $"[green]{text}[/]" : $"[red]{text}[/]", text);
    }

    /// <summary>The last lines that the service wrote.</summary>
    public void LogTail(IReadOnlyList<string> lines)
    {
        var title = lines.Count == 0 ? "The service wrote no log." : $"The last {lines.Count} lines of the service:";
        Line($"[dim]{title}[/]", title);
        foreach (var line in lines)
            Line($"[dim]  {Markup.Escape(Rows.Safe(line))}[/]", $"  {Rows.Safe(line)}");
    }

    void Detail(bool? holds, string text)
    {
        var indent = new string(' ', 3 + NameWidth);
        var escaped = Markup.Escape(text);
        var (rich, plain) = holds switch
        {
            null => ($"{indent}[dim]{escaped}[/]", $"        {new string(' ', NameWidth)}{text}"),
            true => ($"{indent}[green]✔[/] {escaped}", $"        {new string(' ', NameWidth)}ok: {text}"),
            false => ($"{indent}[red]✘ {escaped}[/]", $"        {new string(' ', NameWidth)}FAILED: {text}"),
        };
        Line(rich, plain);
    }

    void Line(string rich, string plain)
    {
        if (environment.IsTerminal)
            environment.Console.MarkupLine(rich);
        else
            environment.Out.WriteLine(plain);
    }
}
