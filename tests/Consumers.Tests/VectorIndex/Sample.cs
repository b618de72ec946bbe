using System.Globalization;
using System.Runtime.InteropServices;
using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Consumers.Tests.VectorIndex;

/// <summary>Short words for what index tests are full of.</summary>
public static class Sample
{
    public const string Account = "default";

    public static VikingUri Uri(string path) => VikingUriParser.Parse("viking://" + path, "uri");

    public static TransactionId Transaction(int number) =>
        new(Guid.Parse(number.ToString("x32", CultureInfo.InvariantCulture)));

    public static StepContext Step(int transaction, long token, int step = 0) => new(
        new StepId(Transaction(transaction), step), "test", new FencingToken(token), new NoFaultPoints(),
        (_, _, _) => Task.CompletedTask);

    public static byte[] Bytes(params float[] vector) => MemoryMarshal.AsBytes<float>(vector).ToArray();

    public static IndexEntry Entry(string path, int level = 2, string text = "text", params float[] vector) => new()
    {
        Uri = Uri(path),
        Level = level,
        Abstract = text,
        ContextType = "resource",
        ContentHash = $"{text}#{level}",
        Vector = Bytes(vector is [] ? [0.6f, 0.8f, level] : vector),
    };

    /// <summary>Puts entries into an index as their own transaction, numbered out of the way of a test's.</summary>
    public static async Task Given(IndexWorld world, params IndexEntry[] entries)
    {
        foreach (var (number, scope) in entries.GroupBy(entry => entry.Uri.Scope).Index())
            await GivenIn(world, Account, 1000 + number, scope.ToArray());
    }

    public static Task GivenIn(IndexWorld world, string account, int transaction, params IndexEntry[] entries) =>
        world.Changes.Upsert(
            new UpsertEntries(account, Uri(entries[0].Uri.Scope), entries, Gone: []), Step(transaction, token: 1),
            TestContext.Current.CancellationToken);

    public static async Task<RefusedException> Refused(string code, Func<Task> act)
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(act);
        Assert.Equal(code, refused.Reason.Code);
        return refused;
    }
}
