namespace Sagas.Host.Faults;

/// <summary>A test asked for this failure; it stands for any unexpected one.</summary>
internal sealed class InjectedFaultException(string point) : Exception($"Injected fault at {point}.");
