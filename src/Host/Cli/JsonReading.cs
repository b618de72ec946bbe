using System.Text.Json;

namespace Sagas.Host.Cli;

/// <summary>Reading the service's answers, of which a verb shows a few fields.</summary>
internal static class JsonReading
{
    public static string Text(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) ? value.ToString() : "";

    public static long Number(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.TryGetInt64(out var number) ? number : 0;

    public static bool Flag(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public static DateTimeOffset Time(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
        && value.TryGetDateTimeOffset(out var time) ? time : DateTimeOffset.UnixEpoch;

    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray()
            : [];
}
