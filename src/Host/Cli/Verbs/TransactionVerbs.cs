using System.CommandLine;
using System.Text.Json;

namespace Sagas.Host.Cli.Verbs;

/// <summary><c>tx list|show|cancel|retry|resolve</c>.</summary>
internal static class TransactionVerbs
{
    public static Command Create(CliEnvironment environment) => new("tx", "Look at transactions and act on them.")
    {
        List(environment),
        Show(environment),
        Control(environment, "cancel", "Give up a transaction that waits or executes; it is undone."),
        Control(environment, "retry", "Try again now what failed: undos, or the extraction of a session."),
        Resolve(environment),
    };

    static ServiceVerb List(CliEnvironment environment)
    {
        var phase = new Option<string?>("--phase") { Description = "INIT, ACQUIRE, EXEC, …", HelpName = "PHASE" };
        var outcome = new Option<string?>("--outcome")
        {
            Description = "committed, rolled_back, busy, rejected or cancelled.",
            HelpName = "OUTCOME",
        };
        var operation = new Option<string?>("--operation") { Description = "rm, mv, …", HelpName = "NAME" };
        var uri = new Option<string?>("--uri") { Description = "A part of one of its URIs.", HelpName = "TEXT" };
        var limit = new Option<int?>("--limit") { Description = "At most so many.", HelpName = "N" };
        var cursor = new Option<string?>("--cursor")
        {
            Description = "Where the page before ended, as it said.",
            HelpName = "CURSOR",
        };
        return new ServiceVerb("list", "List transactions, newest first.", environment)
        {
            phase, outcome, operation, uri, limit, cursor,
        }.Does(async (verb, cancellationToken) => verb.Show(
            await verb.Client.Get(
                "transactions", cancellationToken,
                ("phase", verb.Arguments.GetValue(phase)),
                ("outcome", verb.Arguments.GetValue(outcome)),
                ("operation", verb.Arguments.GetValue(operation)),
                ("uri", verb.Arguments.GetValue(uri)),
                ("limit", verb.Arguments.GetValue(limit)),
                ("cursor", verb.Arguments.GetValue(cursor))),
            result => Page(verb, result)));
    }

    static void Page(VerbContext verb, JsonElement result)
    {
        Rows.Print(verb.Environment, result.Items("items").Select(view => TransactionLines.Line(verb, view)));
        if (result.Text("next_cursor") is { Length: > 0 } next)
            verb.Hint($"there are more: --cursor {next}");
    }

    static ServiceVerb Show(CliEnvironment environment)
    {
        var id = Id();
        return new ServiceVerb(
            "show", "Show a transaction with its journal, its locks, its timers and its dead letters.", environment)
        { id }
            .Does(async (verb, cancellationToken) =>
            {
                var view = await verb.Client.Get(Path(verb, id, ""), cancellationToken);
                if (verb.Json)
                    return verb.Show(view, _ => { });
                var locks = await verb.Client.Get("locks", cancellationToken);
                Rows.Print(environment, TransactionLines.Facts(verb, view));
                Rows.Print(environment, view.Items("steps").Select(TransactionLines.Step));
                Rows.Print(environment, TransactionLines.Locks(view, locks));
                Rows.Print(environment, TransactionLines.Timers(verb, view));
                Rows.Print(environment, await DeadLetterLines.OfTransaction(verb, view.Text("id"), cancellationToken));
                return ExitCode.Ok;
            });
    }

    static ServiceVerb Control(CliEnvironment environment, string name, string description)
    {
        var id = Id();
        return new ServiceVerb(name, description, environment) { id }
            .Does(async (verb, cancellationToken) => verb.Show(
                await verb.Client.Post(Path(verb, id, "/" + name), new { }, cancellationToken),
                result => Accepted(verb, name, result)));
    }

    static ServiceVerb Resolve(CliEnvironment environment)
    {
        var id = Id();
        var reason = new Option<string>("--reason")
        {
            Description = "What was put right by hand, for the record.",
            HelpName = "TEXT",
            Required = true,
        };
        return new ServiceVerb(
            "resolve", "End a suspended transaction that was put right by hand; what it had set aside is kept.",
            environment)
        {
            id, reason,
        }.Does(async (verb, cancellationToken) => verb.Show(
            await verb.Client.Post(
                Path(verb, id, "/resolve"), new { Reason = verb.Arguments.GetValue(reason) }, cancellationToken),
            result => Accepted(verb, "resolve", result)));
    }

    static Argument<string> Id() => new("ID") { Description = "The transaction." };

    static string Path(VerbContext verb, Argument<string> id, string action) =>
        $"transactions/{PathSegment.Of(verb.Arguments.GetValue(id)!)}{action}";

    static void Accepted(VerbContext verb, string name, JsonElement result) =>
        verb.Say($"{name} of {result.Text("transaction_id")} accepted in phase {result.Text("phase")}");
}
