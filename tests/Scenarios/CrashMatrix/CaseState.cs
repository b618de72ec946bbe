using System.Text.RegularExpressions;
using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.CrashMatrix;

/// <summary>What a case's tree and its part of the index hold, every byte of it.</summary>
internal sealed partial record CaseState(
    SortedDictionary<string, string> Tree, SortedDictionary<string, string> Entries)
{
    public static CaseState Of(Stores stores, string root) => new(stores.Tree(root), stores.Entries(root));

    /// <summary>Fails unless everything is the same.</summary>
    public void MustBe(CaseState expected)
    {
        Assert.Equal(expected.Tree, Tree);
        Assert.Equal(expected.Entries, Entries);
    }

    /// <summary>
    /// Fails unless it is what the same operation leaves elsewhere when nothing goes wrong: the name of the case
    /// itself stands in summaries, and so in hashes and vectors.
    /// </summary>
    public void MustLookLike(CaseState expected, string name, string expectedName)
    {
        Assert.Equal(Named(expected.Tree, expectedName), Named(Tree, name));
        Assert.Equal(Abstracts(expected.Entries, expectedName), Abstracts(Entries, name));
    }

    static SortedDictionary<string, string> Named(SortedDictionary<string, string> tree, string name) => new(
        tree.ToDictionary(
            x => x.Key, x => OfOnce().Replace(x.Value.Replace(name, "NAME", StringComparison.Ordinal), "ONCE")),
        StringComparer.Ordinal);

    /// <summary>What no two cases share: ids, times, hashes of names.</summary>
    [GeneratedRegex("""[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d\d-\d\dT[0-9:.+Z\\u002B-]+|<!-- [0-9a-f]{16} -->""")]
    private static partial Regex OfOnce();

    static SortedDictionary<string, string> Abstracts(SortedDictionary<string, string> entries, string name) => Named(
        new(entries.ToDictionary(x => x.Key, x => x.Value.Split('|')[0]), StringComparer.Ordinal), name);
}
