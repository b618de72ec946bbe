namespace Sagas.Contracts;

/// <summary>Renames a file or a directory, whatever its size, in one step.</summary>
/// <param name="Account">Whose tree.</param>
/// <param name="Source">What is moved.</param>
/// <param name="Destination">Its new name; missing parents are created.</param>
public sealed record MoveTree(string Account, VikingUri Source, VikingUri Destination) : IStepCommand<MovedTree>;

/// <summary>What was found before the move.</summary>
/// <param name="IsDirectory">Whether the source is a directory.</param>
/// <param name="ReplacesFile">Whether a file at the destination was set aside.</param>
/// <param name="CreatedParents">The directories that had to be created, outermost first.</param>
public sealed record MovedTree(bool IsDirectory, bool ReplacesFile, IReadOnlyList<VikingUri> CreatedParents);
