using System.Text.Json;

namespace Sagas.Contracts;

/// <summary>Puts a new session's folder in place, with no messages; ALREADY_EXISTS when the path is taken.</summary>
/// <param name="Account">Whose tree.</param>
/// <param name="Session">The session's folder; missing parents are created.</param>
/// <param name="User">Who creates it; for the record.</param>
/// <param name="Settings">What the client wants to be kept with it; null when there is nothing.</param>
public sealed record PlaceSession(string Account, VikingUri Session, string User, JsonElement? Settings)
    : IStepCommand<PlacedSession>;

/// <summary>What had to be created. A session that has got messages meanwhile is kept by the undo: they were
/// acknowledged to somebody.</summary>
/// <param name="CreatedParents">The directories above, outermost first.</param>
public sealed record PlacedSession(IReadOnlyList<VikingUri> CreatedParents);
