using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Sagas.DeadLetters;
using Sagas.Host.Http;

namespace Sagas.Host.Cli.Verbs;

/// <summary><c>dlq list|show|replay|discard</c>.</summary>
internal static class DeadLetterVerbs
{
    /// <summary>So many letters go into one call: a long replay is many short ones.</summary>
    const int Batch = 500;

    public static Command Create(CliEnvironment environment) =>
        new("dlq", "Look at dead letters: messages that nobody could deal with; send them back or throw them away.")
        {
            List(environment), Show(environment), Replay(environment), Discard(environment),
        };

    static ServiceVerb List(CliEnvironment environment)
    {
        var group = new Option<string?>("--group") { Description = "Only this group.", HelpName = "GROUP" };
        var limit = new Option<int?>("--limit")
        {
            Description = "At most so many letters; 0 = groups only.",
            HelpName = "N",
        };
        return new ServiceVerb(
            "list", "List dead letters: groups of exception and message type, then the letters, oldest first.",
            environment)
        {
            group, limit,
        }.Does(async (verb, cancellationToken) => verb.Show(
            await verb.Client.Get(
                "dead-letters", cancellationToken,
                ("group", verb.Arguments.GetValue(group)), ("limit", verb.Arguments.GetValue(limit))),
            result =>
            {
                Rows.Print(environment, DeadLetterLines.Groups(verb, result));
                Rows.Print(environment, result.Items("items").Select(letter => DeadLetterLines.Line(verb, letter)));
                verb.Say($"{verb.Human.Count(result.Number("total"))} dead letters");
            }));
    }

    static ServiceVerb Show(CliEnvironment environment)
    {
        var id = new Argument<string>("ID") { Description = "The letter." };
        return new ServiceVerb(
            "show", "Show a dead letter with its headers, its body and its transaction.", environment)
        {
            id,
        }.Does(async (verb, cancellationToken) => verb.Show(
            await verb.Client.Get(
                $"dead-letters/{PathSegment.Of(verb.Arguments.GetValue(id)!)}", cancellationToken),
            result =>
            {
                Rows.Print(environment, DeadLetterLines.Facts(verb, result));
                verb.Say(result.Text("body") is { Length: > 0 } text ? text : BodyOf(result));
            }));
    }

    static ServiceVerb Replay(CliEnvironment environment)
    {
        var rate = new Option<double?>("--rate")
        {
            Description = FormattableString.Invariant($"At most so many a second; else {DeadLetterOrder.Unhurried}."),
            HelpName = "N",
        };
        rate.Validators.Add(result =>
        {
            // What is no number has its error already.
            if (result.Tokens.Count > 0 && double.TryParse(
                    result.Tokens[0].Value, NumberStyles.Float, CultureInfo.CurrentCulture, out var perSecond)
                && perSecond is not (>= DeadLetterOrder.PerSecondMin and <= DeadLetterOrder.PerSecondMax))
            {
                result.AddError(FormattableString.Invariant(
                    $"--rate takes {DeadLetterOrder.PerSecondMin} to {DeadLetterOrder.PerSecondMax}."));
            }
        });
        var reason = new Option<string?>("--reason") { Description = "Why, for the audit.", HelpName = "TEXT" };
        return Acting(
            environment, DeadLetterOrder.Replay, "Send dead letters back to the queues that they came from.", reason,
            rate);
    }

    static ServiceVerb Discard(CliEnvironment environment)
    {
        var reason = new Option<string?>("--reason")
        {
            Description = "Why they may be lost, for the audit.",
            HelpName = "TEXT",
            Required = true,
        };
        return Acting(environment, DeadLetterOrder.Discard, "Throw dead letters away for good.", reason, rate: null);
    }

    static ServiceVerb Acting(
        CliEnvironment environment, string action, string description, Option<string?> reason, Option<double?>? rate)
    {
        var ids = new Argument<string[]>("ID")
        {
            Description = "The letters.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var group = new Option<string?>("--group") { Description = "All letters of a group.", HelpName = "GROUP" };
        var all = new Option<bool>("--all") { Description = "All letters." };
        var verb = new ServiceVerb(action, description, environment) { ids, group, all, reason };
        if (rate is not null)
            verb.Options.Add(rate);
        verb.Validators.Add(parsed =>
        {
            var ways = (parsed.GetValue(ids) is { Length: > 0 } ? 1 : 0)
                + (parsed.GetValue(group) is null ? 0 : 1) + (parsed.GetValue(all) ? 1 : 0);
            if (ways != 1)
                parsed.AddError($"{action} needs letters by ID, or --group, or --all: exactly one of them.");
        });
        return verb.Does(async (context, cancellationToken) =>
        {
            var parsed = context.Arguments;
            var wanted = parsed.GetValue(ids) is { Length: > 0 } named
                ? named
                : await Seen(context, parsed.GetValue(group), cancellationToken);
            return await Act(
                context, action, wanted, parsed.GetValue(reason), rate is null ? null : parsed.GetValue(rate),
                cancellationToken);
        });
    }

    /// <summary>The letters that lie there now; those that come later are not touched.</summary>
    static async Task<string[]> Seen(VerbContext verb, string? group, CancellationToken cancellationToken)
    {
        var listing = await verb.Client.Get(
            "dead-letters", cancellationToken, ("group", group), ("limit", DeadLetterDesk.LettersMax));
        return [.. listing.Items("items").Select(letter => letter.Text("id"))];
    }

    static async Task<int> Act(
        VerbContext verb, string action, string[] ids, string? reason, double? perSecond,
        CancellationToken cancellationToken)
    {
        var outcomes = new List<JsonElement>();
        foreach (var batch in ids.Chunk(Batch))
        {
            var result = await verb.Client.Post(
                $"dead-letters/{action}", new { Ids = batch, Reason = reason, PerSecond = perSecond },
                cancellationToken);
            outcomes.AddRange(result.Items("outcomes"));
        }
        var left = outcomes.Count(o => o.Text("result") is DeadLetterResult.Gone or DeadLetterResult.Failed);
        verb.Show(JsonSerializer.SerializeToElement(outcomes, HttpJson.Options), _ =>
        {
            Rows.Print(verb.Environment, DeadLetterLines.Outcomes(outcomes));
            verb.Say(string.Create(
                CultureInfo.InvariantCulture, $"{action}: {outcomes.Count - left} done, {left} not"));
        });
        return left == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    static string BodyOf(JsonElement shown) => shown.Text("body_base64") is { Length: > 0 } bytes
        ? $"(base64) {bytes}"
        : "(empty)";
}
