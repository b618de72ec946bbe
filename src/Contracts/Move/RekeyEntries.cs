namespace Sagas.Contracts;

/// <summary>Points every index entry at and below the source at its new URI; vectors are kept. Entries that the
/// destination had are removed.</summary>
/// <param name="Account">Whose index.</param>
/// <param name="Source">The old root.</param>
/// <param name="Destination">The new root.</param>
public sealed record RekeyEntries(string Account, VikingUri Source, VikingUri Destination)
    : IStepCommand<RekeyedEntries>;

/// <summary>What was changed: the destination's own rows are kept whole in the index's store.</summary>
/// <param name="Moved">Entries that were pointed elsewhere.</param>
/// <param name="Replaced">Entries of the destination that were removed.</param>
public sealed record RekeyedEntries(int Moved, int Replaced);
