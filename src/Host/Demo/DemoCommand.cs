using System.Runtime.InteropServices;
using Sagas.Host.Cli;

namespace Sagas.Host.Demo;

/// <summary>
/// Shows the real service at its main job: it is started as a child process, driven over HTTP, broken and killed, and
/// every claim is checked. Nothing is left behind.
/// </summary>
internal static class DemoCommand
{
    const int Interrupted = 128 + 2;

    public static Task<int> Run(
        DemoOptions options, CliEnvironment environment, CancellationToken cancellationToken) =>
        Run(options, environment, DemoStory.Steps, cancellationToken);

    /// <summary>Answers 0 only if every check of every step held.</summary>
    public static async Task<int> Run(
        DemoOptions options, CliEnvironment environment, IReadOnlyList<DemoStep> steps,
        CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        var folder = Directory.CreateTempSubdirectory("sagas-demo-").FullName;
        try
        {
            return await Tell(options, folder, environment, steps, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            environment.Error.WriteLine("demo: stopped; nothing is left behind");
            return Interrupted;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            environment.Error.WriteLine($"demo: {e.Message}");
            return ExitCode.Failed;
        }
        finally
        {
            if (!options.Keep)
                Directory.Delete(folder, recursive: true);
        }

        void Stop(PosixSignalContext signal)
        {
            // Ends the steps instead of the process: the child has to go first.
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    static async Task<int> Tell(
        DemoOptions options, string folder, CliEnvironment environment, IReadOnlyList<DemoStep> steps,
        CancellationToken cancellationToken)
    {
        var (printer, time) = (new DemoPrinter(environment), environment.Time);
        var started = time.GetTimestamp();
        var input = DemoInput.Find(options.Input, folder);
        printer.Title(
            $"Sagas, shown on {input.Files.Count} documents of {options.Input ?? "its own"}",
            "The real service as a process of its own, a throwaway data folder, nothing installed.");
        await using var run = new DemoRun(folder, input, time);
        var holds = true;
        foreach (var step in steps)
        {
            if (!(holds = await Play(step, run, printer, cancellationToken)))
            {
                printer.LogTail(run.LogTail);
                break;
            }
        }
        printer.End(holds, steps.Count, time.GetElapsedTime(started));
        if (options.Keep)
            environment.Out.WriteLine($"kept: {folder}");
        return holds ? ExitCode.Ok : ExitCode.Failed;
    }

    static async Task<bool> Play(
        DemoStep step, DemoRun run, DemoPrinter printer, CancellationToken cancellationToken)
    {
        var report = new StepReport();
        var started = run.Time.GetTimestamp();
        using var limit = new CancellationTokenSource(step.Patience, run.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await printer.While(step, () => step.Run(run, report, both.Token));
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            report.Check(false, $"it ends within {step.Patience.TotalSeconds} s");
        }
        // Whatever went wrong is the step's failure: it is told, and the service's log with it.
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            report.Check(false, $"{e.GetType().Name}: {e.Message}");
        }
        printer.Step(step, report, run.Time.GetElapsedTime(started));
        return report.Holds;
    }
}
