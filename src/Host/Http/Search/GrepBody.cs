namespace Sagas.Host.Http.Search;

/// <summary>The body of grep; other fields are passed over.</summary>
internal sealed record GrepBody(
    string? Uri, string? Pattern, bool? CaseInsensitive, string? ExcludeUri, int? NodeLimit, int? LevelLimit);
