namespace Sagas.Host.Demo;

/// <summary>One step of the demonstration.</summary>
/// <param name="Name">One word.</param>
/// <param name="Claim">What is to be seen.</param>
/// <param name="Run">Does it, and checks every claim.</param>
internal sealed record DemoStep(string Name, string Claim, Func<DemoRun, StepReport, CancellationToken, Task> Run)
{
    /// <summary>A step that takes longer has failed.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(90);
}
