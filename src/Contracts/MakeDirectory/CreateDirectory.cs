namespace Sagas.Contracts;

/// <summary>Creates a directory and its missing parents; refuses with CONFLICT when the path is taken.</summary>
/// <param name="Account">Whose tree.</param>
/// <param name="Uri">What is created.</param>
public sealed record CreateDirectory(string Account, VikingUri Uri) : IStepCommand<CreatedDirectory>;

/// <summary>What had to be created.</summary>
/// <param name="Created">The directories, outermost first, the one asked for last.</param>
public sealed record CreatedDirectory(IReadOnlyList<VikingUri> Created);
