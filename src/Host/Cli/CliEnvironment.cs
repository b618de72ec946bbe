using Spectre.Console;

namespace Sagas.Host.Cli;

/// <summary>Everything of the outside that a verb touches.</summary>
internal sealed class CliEnvironment
{
    public TextReader In { get; init; } = TextReader.Null;

    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Standard output for bytes that are no text.</summary>
    public required Func<Stream> OpenOutput { get; init; }

    /// <summary>Whether a person looks at <see cref="Out"/>.</summary>
    public bool IsTerminal { get; init; }

    public Func<string, string?> Variable { get; init; } = _ => null;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public IAnsiConsole Console => field ??= AnsiConsole.Create(new AnsiConsoleSettings
    {
        Out = new AnsiConsoleOutput(Out),
        Ansi = IsTerminal && !HasNoColor ? AnsiSupport.Detect : AnsiSupport.No,
        ColorSystem = IsTerminal && !HasNoColor ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        Interactive = IsTerminal ? InteractionSupport.Yes : InteractionSupport.No,
    });

    bool HasNoColor => !string.IsNullOrEmpty(Variable("NO_COLOR"));

    public static CliEnvironment OfProcess() => new()
    {
        In = System.Console.In,
        Out = System.Console.Out,
        Error = System.Console.Error,
        OpenOutput = System.Console.OpenStandardOutput,
        IsTerminal = !System.Console.IsOutputRedirected,
        Variable = Environment.GetEnvironmentVariable,
    };
}
