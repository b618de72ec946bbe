using System.Text.Json;

namespace Sagas.Host.Http.Sessions;

/// <summary>What a client wants to be kept with a session, given back as it is.</summary>
internal sealed record SessionSettings
{
    static readonly JsonElement NoTags = JsonSerializer.SerializeToElement(
        new { Events = new { Tags = Array.Empty<string>() } }, HttpJson.Options);

    public JsonElement? MemoryPolicy { get; init; }

    public JsonElement? AutoCommitPolicy { get; init; }

    public JsonElement? MemoryExtractionConfig { get; init; }

    /// <summary>The tags of events that are looked for; none unless the client has named some.</summary>
    public JsonElement Extraction => MemoryExtractionConfig ?? NoTags;

    public static SessionSettings Of(JsonElement? stored) => stored is { ValueKind: JsonValueKind.Object } settings
        ? settings.Deserialize<SessionSettings>(HttpJson.Options) ?? new SessionSettings()
        : new SessionSettings();

    public JsonElement? Stored() => this == new SessionSettings() ? null
        : JsonSerializer.SerializeToElement(
            new { MemoryPolicy, AutoCommitPolicy, MemoryExtractionConfig }, HttpJson.Options);
}
