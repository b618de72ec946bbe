using System.Text.Json;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.DeadLetters;

/// <summary>Dead letters as the service's HTTP API shows them.</summary>
internal static class Letters
{
    public static async Task<IReadOnlyList<JsonElement>> DeadLetters(this ServiceClient client, string query = "")
    {
        var listing = await client.Get($"api/v1/dead-letters?limit=10000{query}");
        Assert.True(listing.Status == 200, listing.ToString());
        return [.. listing.Result.GetProperty("items").EnumerateArray()];
    }

    /// <summary>Waits until there are so many.</summary>
    public static async Task<IReadOnlyList<JsonElement>> DeadLetters(this ServiceClient client, int count)
    {
        var seen = 0;
        try
        {
            return await Eventually.Find<IReadOnlyList<JsonElement>>(
                $"{count} dead letters",
                async () => await client.DeadLetters() is var letters && (seen = letters.Count) == count
                    ? letters : null);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{seen} dead letters instead of {count}.");
            throw;
        }
    }

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).ToString();

    /// <summary>Throws all away, so that a test begins with none.</summary>
    public static async Task Clear(this ServiceClient client)
    {
        var ids = (await client.DeadLetters()).Select(letter => letter.Text("id")).ToList();
        if (ids.Count > 0)
        {
            var answer = await client.Post("api/v1/dead-letters/discard", new { ids, reason = "A test begins." });
            Assert.True(answer.Status == 200, answer.ToString());
        }
    }
}
