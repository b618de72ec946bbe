using Sagas.Contracts;
using Sagas.Host.Cli;

namespace Sagas.Host.Demo.Chapters;

/// <summary>A fault in the middle of a move, and a death in the middle of another.</summary>
internal static class Trouble
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    public static async Task Undo(DemoRun run, StepReport report, CancellationToken cancellationToken)
    {
        var stopped = await run.Service.Stop(cancellationToken);
        report.Check(stopped == 0, "the service drained on SIGTERM and ended with 0", $"{stopped}");
        await run.Start(cancellationToken);
        run.Arm("rekey-entries.execute.before-effect=throw");
        report.Say("started again with a fault: the index fails when the files are already moved");
        var before = await Snapshot.Take(run, cancellationToken);
        var (id, to) = (run.NewId(), $"viking://resources/elsewhere/{run.Input.Name}");
        var refusal = await Refusal(() => run.Move(id, to, cancellationToken));
        var view = await run.Ended(id, cancellationToken);
        report.Say($"the caller is told: {refusal}");
        report.Say($"journal, undone from the last step to the first: {Journal.Reversed(view)}");
        report.Check(refusal is not null, "the move is refused");
        report.Check(
            view.Text("outcome") == TransactionOutcome.RolledBack && view.Text("phase") == TransactionPhase.Released,
            "the transaction was rolled back and has let go of its locks", view.Text("phase"));
        report.Check(Journal.StatusOf(view, "move-tree") == "undone", "the files were moved, and moved back");
        report.Check(
            Journal.StatusOf(view, "rekey-entries") is "skipped" or "undone", "the index had nothing to put back");
        var after = await Snapshot.Take(run, cancellationToken);
        report.Check(before.Agrees(after), "tree and index are exactly as before");
        report.Check(
            await Snapshot.Documents(run.Client, "viking://resources/elsewhere", cancellationToken) is null,
            "the directory made for it is gone too");
    }

    public static async Task Recover(DemoRun run, StepReport report, CancellationToken cancellationToken)
    {
        var before = await Snapshot.Take(run, cancellationToken);
        run.Arm("move-tree.execute.between-renames=kill");
        var (id, from, to) = (run.NewId(), run.Root, $"viking://resources/archive/{run.Input.Name}");
        await using (var reader = new TreeWatch(run, to))
        {
            var killedAt = await Die(run, id, to, report, cancellationToken);
            await run.Start(cancellationToken);
            report.Say($"a new process {run.Service.Id} on the same data after {Since(run, killedAt)}");
            var view = await run.Ended(id, cancellationToken);
            report.Say($"finished {Since(run, killedAt)} after the death, by itself: {Journal.Of(view)}");
            report.Say(Journal.AttemptsOf(view, "move-tree") > 1
                ? "the saga's step timer sent the step again"
                : "the step's message was still in the outbox and was sent again");
            report.Check(
                view.Text("outcome") == TransactionOutcome.Committed, "the move is whole", view.Text("outcome"));
            run.Root = to;
            await SeeNew(run, reader, cancellationToken);
            Judge(reader, report);
        }
        await Compare(run, before, from, report, cancellationToken);
        var again = await run.Client.Post("fs/mv", new { FromUri = from, ToUri = to }, id, cancellationToken);
        report.Check(
            again.Text("transaction_id") == id.ToString(), "its caller asks again with the same id and is told");
    }

    /// <summary>The move that the service does not survive.</summary>
    static async Task<long> Die(
        DemoRun run, TransactionId id, string to, StepReport report, CancellationToken cancellationToken)
    {
        var process = run.Service.Id;
        var lost = await Refusal(() => run.Move(id, to, cancellationToken));
        var status = await run.Service.End(cancellationToken);
        var at = run.Time.GetTimestamp();
        report.Say($"process {process} died between the two renames; the tree is in neither place");
        report.Check(status == ServiceProcess.Killed, "it was SIGKILL: status 137", $"{status}");
        report.Check(lost is not null, "its caller got no answer");
        return at;
    }

    /// <summary>The reader has to see the new place too, or it has proved little.</summary>
    static async Task SeeNew(DemoRun run, TreeWatch reader, CancellationToken cancellationToken)
    {
        while (reader.New == 0 && reader.Torn is null)
            await Task.Delay(Look, run.Time, cancellationToken);
    }

    static void Judge(TreeWatch reader, StepReport report)
    {
        report.Say(
            $"a reader all the while: {reader.Old} times the old place, {reader.New} times the new one, "
            + $"{reader.Unanswered} times no service");
        report.Check(reader.Torn is null, "it never saw a torn tree", reader.Torn);
    }

    static async Task Compare(
        DemoRun run, Snapshot before, string from, StepReport report, CancellationToken cancellationToken)
    {
        var after = await Snapshot.Take(run, cancellationToken);
        report.Check(before.Agrees(after), "tree and index are whole at the new place");
        report.Check(
            await Snapshot.Documents(run.Client, from, cancellationToken) is null, "the old place is gone");
    }

    /// <summary>What a caller is told whose call fails; null when it does not.</summary>
    public static async Task<string?> Refusal(Func<Task> call)
    {
        try
        {
            await call();
            return null;
        }
        catch (ServiceException e)
        {
            return $"{e.Code}: {e.Message}";
        }
        catch (HttpRequestException e)
        {
            return e.Message;
        }
    }

    static string Since(DemoRun run, long at) =>
        FormattableString.Invariant($"{run.Time.GetElapsedTime(at).TotalSeconds:0.0} s");
}
