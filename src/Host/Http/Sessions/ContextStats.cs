using System.Text.Json.Serialization;

namespace Sagas.Host.Http.Sessions;

/// <summary>What went into a context, and what did not.</summary>
internal sealed record ContextStats(
    [property: JsonPropertyName("totalArchives")] int TotalArchives,
    [property: JsonPropertyName("includedArchives")] int IncludedArchives,
    [property: JsonPropertyName("droppedArchives")] int DroppedArchives,
    [property: JsonPropertyName("failedArchives")] int FailedArchives,
    [property: JsonPropertyName("activeTokens")] long ActiveTokens,
    [property: JsonPropertyName("archiveTokens")] long ArchiveTokens);
