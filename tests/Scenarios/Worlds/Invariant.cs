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
        Assert.Empty(await Broken(world, tolerated));
    }

    static async Task<IEnumerable<string>> Broken(World world, string? tolerated)
    {
        await world.Client.WaitUntilIdle();
        var report = (await world.Client.Get("api/v1/verify")).Result;
        var stores = world.Stores;
        return
        [
            .. stores.OpenTransactions().Select(x => $"open transaction: {x}"),
            .. stores.Locks().Select(x => $"lock: {x}"),
            .. stores.Outbox().Select(x => $"outbox: {x}"),
            .. stores.TransactionFolders().Select(x => $"folder: {x}"),
            .. report.GetProperty("disagreements").EnumerateArray()
                .Where(x => x.GetProperty("kind").GetString() != tolerated).Select(x => $"verify: {x}"),
        ];
    }
}
