using System.Globalization;
using System.Text.Json;

namespace Sagas.Host.Http.Search;

/// <summary>Fields that take one value or a list.</summary>
internal static class OneOrMany
{
    const int ItemsMax = 100;

    public static IReadOnlyList<string> Texts(JsonElement? element, string field) => Given(element, field) switch
    {
        null => [],
        { ValueKind: JsonValueKind.String } text => text.GetString() is { Length: > 0 } one ? [one] : [],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(item => Text(item, field))],
        _ => throw ApiException.Invalid(field, "is neither a text nor a list of texts"),
    };

    public static IReadOnlyList<int> Levels(JsonElement? element, string field) => Given(element, field) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } list => [.. list.EnumerateArray().Select(i => Level(i.ToString(), field))],
        { } one => [.. one.ToString().Split(',').Select(text => Level(text, field)).Distinct()],
    };

    /// <summary>True when a field that is not served was really used.</summary>
    public static bool IsUsed(JsonElement? element) => element switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => false,
        { ValueKind: JsonValueKind.Array } list => list.GetArrayLength() > 0,
        { ValueKind: JsonValueKind.Object } map => map.EnumerateObject().Any(),
        { ValueKind: JsonValueKind.String } text => !text.ValueEquals(""),
        _ => true,
    };

    /// <summary>The value, if there is one, that can be read and searched with: each item is a condition of the search.
    /// </summary>
    static JsonElement? Given(JsonElement? element, string field)
    {
        if (element is not { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } given)
            return null;
        if (given.ValueKind == JsonValueKind.Array && given.GetArrayLength() > ItemsMax)
            throw ApiException.Invalid(field, $"has {given.GetArrayLength()} items, {ItemsMax} at most");
        return JsonText.IsWellFormed(given)
            ? given
            : throw ApiException.Invalid(field, "is not well-formed Unicode");
    }

    static string Text(JsonElement item, string field) => item.ValueKind == JsonValueKind.String
        ? item.GetString()!
        : throw ApiException.Invalid(field, "has an item that is no text");

    static int Level(string text, string field) =>
        int.TryParse(text.Trim(), CultureInfo.InvariantCulture, out var level) && level is >= 0 and <= 2
            ? level
            : throw ApiException.Invalid(field, $"has '{text}'; legal are 0, 1 and 2");
}
