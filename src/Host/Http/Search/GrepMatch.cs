namespace Sagas.Host.Http.Search;

/// <summary>One line that matches; lines count from 1.</summary>
internal sealed record GrepMatch(int Line, string Uri, string Content);
