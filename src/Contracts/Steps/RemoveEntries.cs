namespace Sagas.Contracts;

/// <summary>Removes every index entry at and below a URI.</summary>
/// <param name="Account">Whose index.</param>
/// <param name="Uri">The root of what is removed.</param>
public sealed record RemoveEntries(string Account, VikingUri Uri) : IStepCommand<RemovedEntries>;

/// <summary>The rows that were removed, kept whole, vectors included, in the index's own store.</summary>
/// <param name="Count">How many there were.</param>
public sealed record RemovedEntries(int Count);
