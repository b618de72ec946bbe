using Sagas.Host.Cli;

namespace Sagas.Host.Demo.Chapters;

/// <summary>Everything is compared, and the service goes.</summary>
internal static class Ending
{
    public static async Task Verify(DemoRun run, StepReport report, CancellationToken cancellationToken)
    {
        await run.Settle(cancellationToken);
        var verified = await run.Client.Get("verify", cancellationToken);
        foreach (var found in verified.Items("disagreements"))
            report.Check(false, $"{found.Text("kind")} {found.Text("uri")} {found.Text("message")}");
        report.Check(
            verified.Flag("ok") && verified.Flag("idle"),
            $"all agree: {verified.Number("files")} files, {verified.Number("entries")} entries, no lock, no message "
            + "and no transaction folder left");
    }

    public static async Task Stop(DemoRun run, StepReport report, CancellationToken cancellationToken)
    {
        var status = await run.Service.Stop(cancellationToken);
        report.Check(status == 0, "it drained and ended with 0", $"{status}");
    }
}
