using Sagas.Contracts;

namespace Sagas.Consumers.Steps;

/// <summary>A step consumer without its bus: what it answers to a message. Thread-safe.</summary>
public interface IStepParticipant
{
    /// <summary>Does the step, or finds it done: <see cref="StepCompleted"/> or <see cref="StepFailed"/>.</summary>
    /// <exception cref="Exception">It could not be done now; it may be tried again.</exception>
    Task<object> Answer(
        ExecuteStep message, Func<StepProgress, Task> report, CancellationToken cancellationToken);

    /// <summary>Undoes the step, or finds it undone, or closes it before it came.</summary>
    /// <exception cref="Exception">It could not be undone now; it may be tried again.</exception>
    Task<StepUndone> Answer(
        CompensateStep message, Func<StepProgress, Task> report, CancellationToken cancellationToken);
}
