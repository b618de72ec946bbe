using System.Text.Json;
using Sagas.Contracts;
using Sagas.Host.Cli;

namespace Sagas.Host.Demo.Chapters;

/// <summary>A death while no message is under way: of the transaction nothing is left but its row and its timer.
/// </summary>
internal static class Waiting
{
    const string Timer = "undo_retry";

    public static async Task Recover(DemoRun run, StepReport report, CancellationToken cancellationToken)
    {
        var before = await Snapshot.Take(run, cancellationToken);
        run.Arm("rekey-entries.execute.before-effect=throw", "move-tree.undo.before-effect=throw");
        var id = run.NewId();
        var call = Trouble.Refusal(
            () => run.Move(id, $"viking://resources/nowhere/{run.Input.Name}", cancellationToken));
        var view = await run.Seen(id, IsWaiting, cancellationToken);
        report.Say($"the move failed, and so did its undo: {Journal.Reversed(view)}");
        report.Check(IsWaiting(view), $"{view.Text("phase")}: no message is sent until its timer {Timer} fires");
        var status = await run.Service.Kill(cancellationToken);
        report.Check(status == ServiceProcess.Killed, "it was SIGKILL: status 137", $"{status}");
        report.Check(await call is not null, "its caller got no answer");

        await run.Start(cancellationToken);
        view = await run.Ended(id, cancellationToken);
        report.Say($"a new process {run.Service.Id} on the same data: {Journal.Reversed(view)}");
        report.Check(
            view.Text("outcome") == TransactionOutcome.RolledBack, "the timer tried the undo again: it is rolled back",
            view.Text("outcome"));
        var after = await Snapshot.Take(run, cancellationToken);
        report.Check(before.Agrees(after), "tree and index are exactly as before");
    }

    static bool IsWaiting(JsonElement view) => view.Text("phase") == TransactionPhase.Suspended
        && view.Items("timers").Select(timer => timer.Text("kind")).SequenceEqual([Timer]);
}
