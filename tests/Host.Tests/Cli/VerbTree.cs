using System.CommandLine;
using Sagas.Host.Cli;

namespace Sagas.Host.Tests.Cli;

/// <summary>The verbs that there are.</summary>
internal static class VerbTree
{
    /// <summary>Each as it is typed.</summary>
    public static IReadOnlyList<(string Line, Command Verb)> All { get; } = [.. Below(Root(), "")];

    static IEnumerable<(string Line, Command Verb)> Below(Command parent, string line)
    {
        foreach (var verb in parent.Subcommands)
        {
            yield return (line + verb.Name, verb);
            foreach (var below in Below(verb, $"{line}{verb.Name} "))
                yield return below;
        }
    }

    static RootCommand Root()
    {
        var environment = new CliEnvironment
        {
            Out = TextWriter.Null,
            Error = TextWriter.Null,
            OpenOutput = () => Stream.Null,
        };
        return CliRoot.Build(environment, (_, _) => Task.FromResult(ExitCode.Ok));
    }
}
