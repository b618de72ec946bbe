namespace Sagas.Scenarios.Compose;

/// <summary>A port of a container, and where the engine publishes it.</summary>
internal sealed record Port(string Host, int Published, int Target);
