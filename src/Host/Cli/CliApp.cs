using System.CommandLine;
using System.CommandLine.Parsing;

namespace Sagas.Host.Cli;

/// <summary>The command line: parses, runs one verb, answers its exit code.</summary>
internal static class CliApp
{
    public static async Task<int> Run(
        IReadOnlyList<string> args, CliEnvironment environment,
        Func<ServeArguments, CancellationToken, Task<int>> serve, CancellationToken cancellationToken = default)
    {
        var parsed = CliRoot.Build(environment, serve).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                environment.Error.WriteLine(Rows.Safe($"usage: {MessageOf(error)}"));
            environment.Error.WriteLine($"'{Path(parsed.CommandResult.Command)} --help' says more.");
            return ExitCode.Usage;
        }
        var invocation = new InvocationConfiguration
        {
            Output = environment.Out,
            Error = environment.Error,
            EnableDefaultExceptionHandler = false,
            // serve drains by itself; nothing else is worth waiting for.
            ProcessTerminationTimeout = null,
        };
        return await parsed.InvokeAsync(invocation, cancellationToken);
    }

    // The library's own text does not say which argument it is.
    static string MessageOf(ParseError error) => error.SymbolResult is ArgumentResult { Tokens.Count: 0 } missing
        ? $"{missing.Argument.Name} is missing: {missing.Argument.Description}"
        : error.Message;

    static string Path(Command command) => command.Parents.OfType<Command>().FirstOrDefault() is { } parent
        ? $"{Path(parent)} {command.Name}"
        : "sagas";
}
