using System.CommandLine;

namespace Sagas.Host.Cli.Verbs;

/// <summary><c>rm URI [-r]</c>.</summary>
internal static class RemoveVerb
{
    public static Command Create(CliEnvironment environment)
    {
        var uri = new Argument<string>("URI") { Description = "What to remove." };
        var recursive = new Option<bool>("--recursive", "-r") { Description = "Remove a directory with all in it." };
        var wait = WriteOptions.Wait();
        return new ServiceVerb("rm", "Remove a file or a directory, from the tree and from the index.", environment)
        {
            uri, recursive, wait,
        }.Does(async (verb, cancellationToken) => verb.Show(
            await verb.Client.Delete(
                "fs", cancellationToken,
                ("uri", verb.Arguments.GetValue(uri)),
                ("recursive", verb.Arguments.GetValue(recursive)),
                ("wait_seconds", verb.Arguments.GetValue(wait))),
            result => verb.Say(
                $"removed {result.Text("uri")} ({verb.Human.Count(result.Number("estimated_deleted_count"))} index "
                + $"entries), transaction {result.Text("transaction_id")}")));
    }
}
