using Sagas.Host.Cli;
using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.DeadLetters;

/// <summary>The command line against a running service.</summary>
internal static class Cli
{
    public static async Task<(int Exit, string Out, string Error)> Run(World world, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var environment = new CliEnvironment
        {
            Out = output,
            Error = error,
            OpenOutput = () => Stream.Null,
            Variable = name => name == "SAGAS_URL" ? world.Client.Address.ToString() : null,
        };
        var exit = await CliApp.Run(arguments, environment, (_, _) => Task.FromResult(ExitCode.Ok));
        return (exit, output.ToString(), error.ToString());
    }
}
