using System.Text.Json;

namespace Sagas.Consumers.Sessions;

/// <summary>What is said of a session when it is created, in its <c>.meta.json</c>; it never changes.</summary>
/// <param name="CreatedAt">When.</param>
/// <param name="Account">In which account.</param>
/// <param name="User">By whom.</param>
/// <param name="Settings">What the client wanted to be kept; null when there was nothing.</param>
public sealed record SessionInfo(DateTimeOffset CreatedAt, string Account, string User, JsonElement? Settings);
