namespace Sagas.Contracts;

/// <summary>
/// Writes one file. Refuses with NOT_FOUND when a file to be changed is missing, with ALREADY_EXISTS when a new one is
/// there, and with INVALID_ARGUMENT when it is a directory.
/// </summary>
/// <param name="Account">Whose tree.</param>
/// <param name="Uri">The file.</param>
/// <param name="Content">The text.</param>
/// <param name="Mode">What becomes of what is there.</param>
public sealed record WriteContent(string Account, VikingUri Uri, string Content, WriteMode Mode)
    : IStepCommand<WroteContent>;

/// <summary>Whether a file was there: it is set aside in the transaction's folder.</summary>
/// <param name="Replaced">Whether there was one.</param>
/// <param name="CreatedParents">The directories that were made for it.</param>
public sealed record WroteContent(bool Replaced, IReadOnlyList<VikingUri> CreatedParents);
