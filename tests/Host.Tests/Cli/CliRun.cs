using System.Text;
using Sagas.Host.Cli;

namespace Sagas.Host.Tests.Cli;

/// <summary>One call of the command line, with its streams in memory.</summary>
internal sealed record CliRun(int Exit, string Out, string Error, IReadOnlyList<string>? Served)
{
    public static Task<CliRun> Of(params string[] args) => Of(args, isTerminal: false);

    public static Task<CliRun> Of(
        string[] args, bool isTerminal, params (string Name, string Value)[] variables) =>
        Of(args, isTerminal, "", variables);

    public static async Task<CliRun> Of(
        string[] args, bool isTerminal, string input, params (string Name, string Value)[] variables)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var bytes = new MemoryStream();
        IReadOnlyList<string>? served = null;
        using var read = new StringReader(input);
        var environment = new CliEnvironment
        {
            In = read,
            Out = output,
            Error = error,
            OpenOutput = () => bytes,
            IsTerminal = isTerminal,
            Variable = name => variables.FirstOrDefault(v => v.Name == name).Value,
        };
        var exit = await CliApp.Run(args, environment, (arguments, _) =>
        {
            served = arguments.Configuration;
            return Task.FromResult(ExitCode.Ok);
        });
        return new CliRun(exit, output + Encoding.UTF8.GetString(bytes.ToArray()), error.ToString(), served);
    }
}
