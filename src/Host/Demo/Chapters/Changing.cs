using Sagas.Contracts;
using Sagas.Host.Cli;

namespace Sagas.Host.Demo.Chapters;

/// <summary>Documents are moved, and a part of them is removed.</summary>
internal static class Changing
{
    public static async Task Move(DemoRun run, StepReport report, CancellationToken cancellationToken)
    {
        var (from, to) = (run.Root, $"viking://resources/library/{run.Input.Name}");
        var before = await Snapshot.Take(run, cancellationToken);
        var id = run.NewId();
        await run.Move(id, to, cancellationToken);
        var view = await run.Ended(id, cancellationToken);
        run.Root = to;
        report.Say($"{from} -> {to}: {Journal.Of(view)}");
        report.Check(view.Text("outcome") == TransactionOutcome.Committed, "the transaction committed");
        report.Check(
            await Snapshot.Documents(run.Client, from, cancellationToken) is null, "the old place is gone");
        var after = await Snapshot.Take(run, cancellationToken);
        report.Check(before.Files.SequenceEqual(after.Files), "every file is at the new place, unchanged");
        report.Check(
            before.Hits.SequenceEqual(after.Hits), "every entry went along: the same scores, nothing embedded again");
    }

    public static async Task FindMoved(DemoRun run, StepReport report, CancellationToken cancellationToken)
    {
        await run.Settle(cancellationToken);
        var hits = await Snapshot.Find(run, "", cancellationToken);
        var below = hits.Count(hit => Beginning.IsBelow(hit.Text("uri"), run.Root));
        var dead = hits.Count(hit => Beginning.IsBelow(hit.Text("uri"), $"viking://resources/inbox/{run.Input.Name}"));
        report.Say($"\"{run.Query}\": {hits.Count} hits, the best {(hits.Count > 0 ? hits[0].Text("uri") : "none")}");
        report.Check(below > 0, "the documents are found at their new URIs");
        report.Check(dead == 0, "no hit leads to the old place", $"{dead} do");
    }

    public static async Task Remove(DemoRun run, StepReport report, CancellationToken cancellationToken)
    {
        var part = run.Input.Part;
        var gone = run.Files.Where(file => Beginning.IsBelow(file, part)).ToList();
        await run.Client.Delete(
            "fs", cancellationToken, ("uri", $"{run.Root}/{part}"), ("recursive", true), ("wait", true));
        run.Files = [.. run.Files.Except(gone)];
        report.Say($"{run.Root}/{part}: {gone.Count} of {gone.Count + run.Files.Count} documents");
        var left = await Snapshot.Documents(run.Client, run.Root, cancellationToken);
        report.Check(
            (left ?? []).SequenceEqual(run.Files), $"exactly the other {run.Files.Count} are left", $"{left?.Count}");
    }

    public static async Task FindRemaining(DemoRun run, StepReport report, CancellationToken cancellationToken)
    {
        await run.Settle(cancellationToken);
        var hits = await Snapshot.Find(run, "", cancellationToken);
        var dead = hits.Count(hit => Beginning.IsBelow(hit.Text("uri"), $"{run.Root}/{run.Input.Part}"));
        report.Say($"\"{run.Query}\": {hits.Count} hits");
        report.Check(dead == 0, "no hit leads to what was removed", $"{dead} do");
        report.Check(hits.Count > 0 || run.Files.Count == 0, "the rest is still found");
    }
}
