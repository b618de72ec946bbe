namespace Sagas.Testing.Processes;

/// <summary>The service did not do what the test needs of it; the message ends with its log.</summary>
public sealed class HostFailedException(string what, string log) : Exception($"{what}\n{log}");
