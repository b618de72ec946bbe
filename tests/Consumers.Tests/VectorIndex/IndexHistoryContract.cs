using CsCheck;
using Sagas.Contracts;
using static Sagas.Consumers.Tests.VectorIndex.Sample;

namespace Sagas.Consumers.Tests.VectorIndex;

/// <summary>Random histories of steps, undos and duplicates, against a model of a few lines.</summary>
public abstract class IndexHistoryContract
{
    static readonly string[] Paths =
    [
        "resources/a", "resources/a/x", "resources/a/x/y.md", "resources/ab", "resources/ab/x", "resources/a%",
        "resources/a%/x", "resources/a_", "resources/it's", "resources/it's/x", "resources/a-/x", "resources/a0",
    ];

    protected abstract IndexWorld World();

    static readonly Gen<Change> Changes = Gen.Select(
        Gen.Int[0, 2], Gen.Int[0, Paths.Length - 1], Gen.Int[0, Paths.Length - 1], Gen.Int[0, 2], Gen.Int[0, 3],
        (kind, path, other, level, fate) => new Change(kind, Paths[path], Paths[other], level, (Fate)fate));

    [Fact]
    public void History_AnyOfStepsAndUndos_EqualsTheModel() => Changes.Array[1, 14].Sample(history =>
    {
        using var world = World();
        world.Index.Count(Account, null, default).GetAwaiter().GetResult();
        var model = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (number, change) in history.Index())
            Play(world, model, change, number + 1).GetAwaiter().GetResult();
        var rows = world.Dump().Select(row => row.Split('|')).ToDictionary(c => $"{c[1]}#{c[2]}", c => c[5]);
        Assert.Equal(model, new SortedDictionary<string, string>(rows, StringComparer.Ordinal));
        var parts = world.Dump().Select(row => row.Split('|')).ToList();
        Assert.All(parts, c => Assert.Equal(c[1], c[3].TrimEnd('/') + "/" + c[4]));
    }, iter: 150);

    static async Task Play(IndexWorld world, SortedDictionary<string, string> model, Change change, int number)
    {
        var step = Step(number, number);
        var before = world.Dump();
        if (change.Fate == Fate.UndoneFirst)
            Assert.False(await world.Changes.Undo(step, default));
        try
        {
            await Do(world, change, number);
            Assert.NotEqual(Fate.UndoneFirst, change.Fate);
        }
        catch (RefusedException)
        {
            Assert.True(change.Fate == Fate.UndoneFirst || change.Kind == 1);
            Assert.Equal(before, world.Dump());
            return;
        }
        if (change.Fate == Fate.Twice)
            await Do(world, change, number);
        if (change.Fate == Fate.Undone)
        {
            Assert.True(await world.Changes.Undo(step, default));
            Assert.Equal(before, world.Dump());
        }
        else
        {
            Apply(model, change, number);
        }
    }

    static async Task Do(IndexWorld world, Change change, int number)
    {
        var (uri, step) = (Uri(change.Path), Step(number, number));
        if (change.Kind == 0)
            await world.Changes.Remove(new RemoveEntries(Account, uri), step, default);
        else if (change.Kind == 1)
            await world.Changes.Rekey(new RekeyEntries(Account, uri, Uri(change.Other)), step, default);
        else
            await world.Changes.Upsert(
                new UpsertEntries(Account, uri, [Entry(change.Path, change.Level, $"v{number}")], []), step, default);
    }

    static void Apply(SortedDictionary<string, string> model, Change change, int number)
    {
        var (uri, other) = (Uri(change.Path), Uri(change.Other));
        if (change.Kind == 2)
        {
            // A file leaves nothing of a directory, a directory nothing of a file.
            if (change.Level == 2)
                Take(model, uri);
            else
                model.Remove($"{uri}#2");
            model[$"{uri}#{change.Level}"] = $"v{number}";
        }
        else
        {
            var taken = Take(model, uri);
            if (change.Kind == 0)
                return;
            Take(model, other);
            foreach (var (key, value) in taken)
                model[other.Value + key[uri.Value.Length..]] = value;
        }
    }

    static List<KeyValuePair<string, string>> Take(SortedDictionary<string, string> model, VikingUri root)
    {
        var taken = model.Where(row => root.Contains(Uri(row.Key.Split('#')[0]["viking://".Length..]))).ToList();
        foreach (var row in taken)
            model.Remove(row.Key);
        return taken;
    }

    public enum Fate
    {
        Once, Twice, Undone, UndoneFirst,
    }

    public sealed record Change(int Kind, string Path, string Other, int Level, Fate Fate);
}
