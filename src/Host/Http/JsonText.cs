using System.Text.Json;

namespace Sagas.Host.Http;

/// <summary>JSON of clients that is kept as it is.</summary>
internal static class JsonText
{
    /// <summary>False for an unpaired surrogate somewhere in it: it can be written as JSON, but is no text and could
    /// not be stored.</summary>
    public static bool IsWellFormed(JsonElement value)
    {
        try
        {
            JsonSerializer.SerializeToUtf8Bytes(value, HttpJson.Options);
            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>How many lists and objects lie one in the other.</summary>
    public static int Depth(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => 1 + value.EnumerateObject().Select(p => Depth(p.Value)).DefaultIfEmpty().Max(),
        JsonValueKind.Array => 1 + value.EnumerateArray().Select(Depth).DefaultIfEmpty().Max(),
        _ => 0,
    };
}
