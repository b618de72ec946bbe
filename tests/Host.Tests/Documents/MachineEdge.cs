namespace Sagas.Host.Tests.Documents;

/// <summary>One event that leads from one state to another.</summary>
internal sealed record MachineEdge(string From, string To, string Event);
