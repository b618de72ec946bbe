using Microsoft.AspNetCore.Mvc;

namespace Sagas.Host.Http.Fs;

/// <summary>The query parameters that ls and tree share.</summary>
internal sealed record ListingQuery(
    string? Uri,
    string? Output,
    bool? Simple,
    bool? Recursive,
    [property: FromQuery(Name = "abs_limit")] int? AbsLimit,
    [property: FromQuery(Name = "show_all_hidden")] bool? ShowAllHidden,
    [property: FromQuery(Name = "node_limit")] int? NodeLimit,
    int? Limit,
    [property: FromQuery(Name = "level_limit")] int? LevelLimit,
    [property: FromQuery(Name = "sort_by")] string? SortBy,
    [property: FromQuery(Name = "sort_order")] string? SortOrder);
