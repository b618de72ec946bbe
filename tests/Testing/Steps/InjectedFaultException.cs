namespace Sagas.Testing.Steps;

/// <summary>Thrown at a fault point where a test wants the step to die.</summary>
public sealed class InjectedFaultException(string point) : Exception($"Injected at {point}.");
