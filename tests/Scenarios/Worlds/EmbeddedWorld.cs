namespace Sagas.Scenarios.Worlds;

/// <summary>One process, in-memory transport, SQLite: the default.</summary>
public sealed class EmbeddedWorld : World;
