using System.Text.Json.Serialization;
using Sagas.Consumers.Sessions;

namespace Sagas.Host.Http.Sessions;

/// <summary>The context of a session in OpenViking's names, some of which are camelCase.</summary>
internal sealed record ContextAnswer(
    string LatestArchiveOverview,
    IReadOnlyList<string> PreArchiveAbstracts,
    IReadOnlyList<SessionMessage> Messages,
    [property: JsonPropertyName("estimatedTokens")] long EstimatedTokens,
    ContextStats Stats);
