namespace Sagas.Host.Faults;

/// <summary>What happens at a fault point.</summary>
internal enum FaultAction
{
    /// <summary>The process dies at once, as by <c>kill -9</c>.</summary>
    Kill,

    /// <summary>The call fails with an <see cref="InjectedFaultException"/>.</summary>
    Throw,

    /// <summary>The call stands still until it is cancelled.</summary>
    Stall,

    /// <summary>Nothing but a line in the log.</summary>
    Trace,
}
