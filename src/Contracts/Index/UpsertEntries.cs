namespace Sagas.Contracts;

/// <summary>Inserts or replaces entries of one directory, and removes those of names that are gone.</summary>
/// <param name="Account">Whose index.</param>
/// <param name="Uri">The directory.</param>
/// <param name="Entries">What is written.</param>
/// <param name="Gone">Names whose entries, and those below them, are removed.</param>
public sealed record UpsertEntries(
    string Account, VikingUri Uri, IReadOnlyList<IndexEntry> Entries, IReadOnlyList<string> Gone)
    : IStepCommand<UpsertedEntries>;

/// <summary>What was changed: the rows as they were are kept whole in the index's store.</summary>
/// <param name="Added">Entries that are new.</param>
/// <param name="Replaced">Entries that were there in another form.</param>
/// <param name="Removed">Entries of names that are gone.</param>
public sealed record UpsertedEntries(int Added, int Replaced, int Removed);
