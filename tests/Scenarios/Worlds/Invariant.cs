using System.Text.Json;

namespace Sagas.Scenarios.Worlds;

/// <summary>What holds whenever the service is idle, whatever happened before.</summary>
public static class Invariant
{
    /// <summary>No transaction is open, nothing is locked, nothing waits to be sent, nothing lies around, and the
    /// stores agree.</summary>
    /// <param name="world">Where; it is idle afterwards.</param>
    /// <param name="tolerated">A kind of disagreement that the scenario itself has caused.</param>
    public static async Task Holds(World world, string? tolerated = null)
    {
        ArgumentNullException.ThrowIfNull(world);
        await world.Client.WaitUntilIdle();
        Assert.Empty(world.Stores.OpenTransactions());
        Assert.Empty(world.Stores.Locks());
        Assert.Empty(world.Stores.Outbox());
        Assert.Empty(world.Stores.TransactionFolders());

        var report = (await world.Client.Get("api/v1/verify")).Result;
        var found = report.GetProperty("disagreements").EnumerateArray().Where(d => KindOf(d) != tolerated);
        Assert.Empty(found.Select(d => d.ToString()));
        Assert.True(report.GetProperty("idle").GetBoolean());
    }

    static string? KindOf(JsonElement disagreement) => disagreement.GetProperty("kind").GetString();
}
