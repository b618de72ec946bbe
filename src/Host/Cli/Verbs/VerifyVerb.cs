using System.CommandLine;
using System.Text.Json;

namespace Sagas.Host.Cli.Verbs;

/// <summary><c>verify [--repair]</c>.</summary>
internal static class VerifyVerb
{
    public static Command Create(CliEnvironment environment)
    {
        var repair = new Option<bool>("--repair") { Description = "Set right what can be set right." };
        return new ServiceVerb(
            "verify", "Compare tree, index, locks, outbox and transaction folders; list every disagreement.",
            environment)
        {
            repair,
        }.Does((verb, cancellationToken) => verb.Arguments.GetValue(repair)
            ? Repair(verb, cancellationToken)
            : Verify(verb, cancellationToken));
    }

    static async Task<int> Verify(VerbContext verb, CancellationToken cancellationToken)
    {
        var report = await verb.Client.Get("verify", cancellationToken);
        verb.Show(report, _ => Print(verb, report));
        return report.Flag("ok") ? ExitCode.Ok : ExitCode.Failed;
    }

    static async Task<int> Repair(VerbContext verb, CancellationToken cancellationToken)
    {
        var repaired = await verb.Client.Post("verify/repair", new { }, cancellationToken);
        var after = repaired.GetProperty("after");
        verb.Show(repaired, _ =>
        {
            foreach (var action in repaired.Items("actions"))
                verb.Out.WriteLine($"repair\t{Rows.Safe(action.ToString())}");
            Print(verb, after);
        });
        return after.Flag("ok") ? ExitCode.Ok : ExitCode.Failed;
    }

    static void Print(VerbContext verb, JsonElement report)
    {
        Rows.Print(verb.Environment, report.Items("disagreements").Select(found => new[]
        {
            found.Text("kind"),
            found.Text("uri") is { Length: > 0 } uri ? uri : found.Text("transaction_id"),
            found.Text("message"),
        }));
        var looked = $"{verb.Human.Count(report.Number("files"))} files, "
            + $"{verb.Human.Count(report.Number("entries"))} index entries";
        verb.Say(report.Flag("ok")
            ? $"all agree: {looked}"
            : $"{report.Items("disagreements").Count()} disagreements: {looked}");
        if (!report.Flag("idle"))
            verb.Say("work is still going on: run it again when it has ended");
    }
}
