using System.CommandLine;

namespace Sagas.Host.Cli.Verbs;

/// <summary><c>mv FROM TO</c>.</summary>
internal static class MoveVerb
{
    public static Command Create(CliEnvironment environment)
    {
        var from = new Argument<string>("FROM") { Description = "What to move." };
        var to = new Argument<string>("TO") { Description = "Its new name." };
        var wait = WriteOptions.Wait();
        return new ServiceVerb("mv", "Move or rename a file or a directory, index entries included.", environment)
        {
            from, to, wait,
        }.Does(async (verb, cancellationToken) => verb.Show(
            await verb.Client.Post(
                "fs/mv",
                new { FromUri = verb.Arguments.GetValue(from), ToUri = verb.Arguments.GetValue(to) },
                cancellationToken,
                ("wait_seconds", verb.Arguments.GetValue(wait))),
            result => verb.Say(
                $"moved {result.Text("from")} to {result.Text("to")}, transaction {result.Text("transaction_id")}")));
    }
}
