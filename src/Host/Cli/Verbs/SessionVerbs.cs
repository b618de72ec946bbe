using System.CommandLine;
using System.Text.Json;

namespace Sagas.Host.Cli.Verbs;

/// <summary><c>session new|list|say|commit|show|delete</c>.</summary>
internal static class SessionVerbs
{
    public static Command Create(CliEnvironment environment) => new("session", "Keep conversations.")
    {
        New(environment),
        List(environment),
        Say(environment),
        SessionCommitVerb.Create(environment),
        Show(environment),
        Delete(environment),
    };

    static ServiceVerb New(CliEnvironment environment)
    {
        var id = new Argument<string?>("ID")
        {
            Description = "Its name; else the service makes one.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var wait = WriteOptions.Wait();
        return new ServiceVerb("new", "Create a session.", environment) { id, wait }
            .Does(async (verb, cancellationToken) => verb.Show(
                await verb.Client.Post(
                    "sessions", new { SessionId = verb.Arguments.GetValue(id) }, cancellationToken,
                    ("wait_seconds", verb.Arguments.GetValue(wait))),
                result => verb.Say(
                    $"created session {result.Text("session_id")}, transaction {result.Text("transaction_id")}")));
    }

    static ServiceVerb List(CliEnvironment environment) =>
        new ServiceVerb("list", "List your sessions, newest first: time, id.", environment)
            .Does(async (verb, cancellationToken) => verb.Show(
                await verb.Client.Get("sessions", cancellationToken),
                result => Rows.Print(environment, result.EnumerateArray().Select(session =>
                    new[] { verb.Human.Time(session.Time("mod_time")), session.Text("session_id") }))));

    static ServiceVerb Say(CliEnvironment environment)
    {
        var id = Id();
        var text = new Argument<string?>("TEXT")
        {
            Description = "What is said; else standard input is read to its end.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var role = new Option<string>("--role")
        {
            Description = "Who says it: user, assistant, or any other word.",
            HelpName = "ROLE",
            DefaultValueFactory = _ => "user",
        };
        return new ServiceVerb("say", "Add a message; a session that is missing is created.", environment)
        {
            id, text, role,
        }.Does(async (verb, cancellationToken) =>
        {
            var content = verb.Arguments.GetValue(text) ?? await environment.In.ReadToEndAsync(cancellationToken);
            return verb.Show(
                await verb.Client.Post(
                    Path(verb, id, "/messages"), new { Role = verb.Arguments.GetValue(role), Content = content },
                    cancellationToken),
                result => verb.Say(
                    $"session {result.Text("session_id")} has {result.Text("message_count")} messages"));
        });
    }

    static ServiceVerb Show(CliEnvironment environment)
    {
        var id = Id();
        return new ServiceVerb("show", "Show a session: its counts, and what is live in it.", environment) { id }
            .Does(async (verb, cancellationToken) =>
            {
                var session = await verb.Client.Get(Path(verb, id, ""), cancellationToken);
                if (verb.Json)
                    return verb.Show(session, _ => { });
                var context = await verb.Client.Get(Path(verb, id, "/context"), cancellationToken);
                Rows.Print(environment, Facts(verb, session));
                Rows.Print(environment, context.Items("messages").Select(message => Line(verb, message)));
                return ExitCode.Ok;
            });
    }

    static ServiceVerb Delete(CliEnvironment environment)
    {
        var id = Id();
        var wait = WriteOptions.Wait();
        return new ServiceVerb("delete", "Remove a session with its history; memories stay.", environment) { id, wait }
            .Does(async (verb, cancellationToken) => verb.Show(
                await verb.Client.Delete(
                    Path(verb, id, ""), cancellationToken, ("wait_seconds", verb.Arguments.GetValue(wait))),
                result => verb.Say(
                    $"deleted session {result.Text("session_id")}, transaction {result.Text("transaction_id")}")));
    }

    static IEnumerable<string[]> Facts(VerbContext verb, JsonElement session)
    {
        yield return ["session", session.Text("uri")];
        yield return ["created", verb.Human.Time(session.Time("created_at"))];
        yield return
            ["messages", $"{session.Text("message_count")} live, {session.Text("total_message_count")} in all"];
        yield return ["commits", session.Text("commit_count")];
        yield return ["memories", MemoryCounts.Of(session.GetProperty("memories_extracted"))];
        yield return ["tokens", $"about {session.Text("pending_tokens")} live"];
        yield return ["model tokens", session.GetProperty("llm_token_usage").Text("total_tokens")];
    }

    static string[] Line(VerbContext verb, JsonElement message) =>
    [
        verb.Human.Time(message.Time("created_at")),
        message.Text("role"),
        string.Join(' ', message.Items("parts").Select(Words)).ReplaceLineEndings(" "),
    ];

    static string Words(JsonElement part) => part.Text("type") switch
    {
        "text" => part.Text("text"),
        "context" => $"[context {part.Text("uri")}]",
        var type => $"[{type}]",
    };

    static Argument<string> Id() => new("ID") { Description = "The session." };

    static string Path(VerbContext verb, Argument<string> id, string action) =>
        $"sessions/{PathSegment.Of(verb.Arguments.GetValue(id)!)}{action}";
}
