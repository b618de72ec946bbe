using System.CommandLine;

namespace Sagas.Host.Cli.Verbs;

/// <summary><c>mkdir URI</c>.</summary>
internal static class MakeDirectoryVerb
{
    public static Command Create(CliEnvironment environment)
    {
        var uri = new Argument<string>("URI") { Description = "The directory; missing parents are created." };
        var description = new Option<string?>("--description")
        {
            Description = "What it is for: a search finds it by that.",
            HelpName = "TEXT",
        };
        var wait = WriteOptions.Wait();
        return new ServiceVerb("mkdir", "Create a directory.", environment) { uri, description, wait }
            .Does(async (verb, cancellationToken) => verb.Show(
                await verb.Client.Post(
                    "fs/mkdir",
                    new { Uri = verb.Arguments.GetValue(uri), Description = verb.Arguments.GetValue(description) },
                    cancellationToken,
                    ("wait_seconds", verb.Arguments.GetValue(wait))),
                result => verb.Say(
                    $"created {result.Text("uri")}, transaction {result.Text("transaction_id")}")));
    }
}
