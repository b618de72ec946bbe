using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Testing.Steps;

/// <summary>
/// A fresh store in a known state and one step to try on it. The laws ask for as many labs as they need; each must
/// start the same.
/// </summary>
public interface IStepLab : IDisposable
{
    /// <summary>Which step of which transaction.</summary>
    StepId Id { get; }

    /// <summary>The step command.</summary>
    object Command { get; }

    /// <summary>A new instance of the consumer on the same store, as after a restart of the process.</summary>
    IStepParticipant Restart(IFaultPoints faults);

    /// <summary>Everything that a reader of the store can see, byte for byte, as text.</summary>
    Task<string> Snapshot();

    /// <summary>Makes the transaction of <see cref="Id"/> one whose time is over: ended and purged, or overtaken by
    /// a higher fencing token.</summary>
    Task Overtake();
}
