namespace Sagas.Host.Http.Search;

/// <summary>The body of glob; other fields are passed over.</summary>
internal sealed record GlobBody(string? Pattern, string? Uri, int? NodeLimit);
