using System.Text.Json;

namespace Sagas.Host.Cli.Verbs;

/// <summary>How many memories of which kind, in words.</summary>
internal static class MemoryCounts
{
    public static string Of(JsonElement counts)
    {
        var parts = counts.EnumerateObject()
            .Where(count => count.Name != "total" && count.Value.GetInt32() > 0)
            .Select(count => $"{count.Value} {count.Name}")
            .ToList();
        return parts.Count > 0 ? string.Join(", ", parts) : "none";
    }
}
