using System.CommandLine;
using System.CommandLine.Help;
using Sagas.Host.Cli.Verbs;

namespace Sagas.Host.Cli;

/// <summary>The tree of verbs.</summary>
internal static class CliRoot
{
    public static RootCommand Build(
        CliEnvironment environment, Func<ServeArguments, CancellationToken, Task<int>> serve)
    {
        var root = new RootCommand(
            "Sagas: operations over a file tree, a vector index and a work queue that happen as a whole or not at "
            + "all. Without a verb it serves.")
        {
            ServeVerb.Create(environment, serve),
            DemoVerb.Create(environment),
            AddVerb.Create(environment),
            RemoveVerb.Create(environment),
            MoveVerb.Create(environment),
            MakeDirectoryVerb.Create(environment),
            ListVerb.Create(environment),
            TreeVerb.Create(environment),
            StatVerb.Create(environment),
            CatVerb.Create(environment),
            FindVerb.Create(environment),
            SessionVerbs.Create(environment),
            TransactionVerbs.Create(environment),
            LocksVerb.Create(environment),
            DeadLetterVerbs.Create(environment),
            VerifyVerb.Create(environment),
        };
        // Lines of a pipe have no width to be broken at.
        if (!environment.IsTerminal && root.Options.OfType<HelpOption>().Single().Action is HelpAction help)
            help.MaxWidth = int.MaxValue;
        ServeVerb.Prepare(root, environment, serve);
        return root;
    }
}
