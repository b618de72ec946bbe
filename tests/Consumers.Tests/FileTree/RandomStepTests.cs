using CsCheck;
using Sagas.Consumers.Tests.AddResource;
using Sagas.Consumers.Tests.Move;
using Sagas.Consumers.Tests.Remove;
using Sagas.Contracts;
using Sagas.Testing.Steps;

namespace Sagas.Consumers.Tests.FileTree;

/// <summary>On any small tree a step does what a dictionary would, or is refused; and undo brings all of it back.
/// </summary>
public sealed class RandomStepTests
{
    const int Iterations = 300;

    [Fact]
    public void MoveTree_OnAnyTree_IsTheModelsMoveAndUndoIsIdentity() =>
        Gen.Select(RandomTrees.Paths, RandomTrees.Path, RandomTrees.Path).Sample(
            (paths, source, destination) => Holds(
                () => MoveTreeLawTests.Lab(source, destination).WithAll(paths),
                model => Move(model, source, destination)),
            iter: Iterations, threads: 1);

    [Fact]
    public void RemoveTree_OnAnyTree_IsTheModelsRemovalAndUndoIsIdentity() =>
        Gen.Select(RandomTrees.Paths, RandomTrees.Path, Gen.Bool).Sample(
            (paths, path, recursive) => Holds(
                () => RemoveTreeLawTests.Lab(path, recursive).WithAll(paths),
                model => Remove(model, path, recursive)),
            iter: Iterations, threads: 1);

    [Fact]
    public void PlaceTree_OnAnyTree_IsTheModelsSwapAndUndoIsIdentity() =>
        Gen.Select(RandomTrees.Paths, RandomTrees.Path, Gen.Bool).Sample(
            (paths, target, mustBeNew) => Holds(
                () => StageLabs.Place(target, mustBeNew).WithAll(paths),
                model => Place(model, target, mustBeNew)),
            iter: Iterations, threads: 1);

    static bool Holds(Func<TreeLab> make, Func<SortedDictionary<string, string>, bool> model)
    {
        using var lab = make();
        var before = lab.Snapshot().GetAwaiter().GetResult();
        var expected = lab.Model();
        var isDone = model(expected);
        var reply = lab.Execute().GetAwaiter().GetResult();
        if (!isDone)
            expected = lab.Model();
        var isAsExpected = reply is StepCompleted == isDone && expected.SequenceEqual(lab.Model())
            && (isDone || before == lab.Snapshot().GetAwaiter().GetResult());
        lab.Undo().GetAwaiter().GetResult();
        return isAsExpected && before == lab.Snapshot().GetAwaiter().GetResult();
    }

    static bool Move(SortedDictionary<string, string> tree, string source, string destination)
    {
        if (!tree.TryGetValue(source, out var kind) || RandomTrees.IsAtOrBelow(destination, source)
            || !CanHold(tree, destination))
            return false;
        if (tree.TryGetValue(destination, out var taken) && (kind == "/" || taken == "/"))
            return false;
        var moved = tree.Where(entry => RandomTrees.IsAtOrBelow(entry.Key, source)).ToList();
        moved.ForEach(entry => tree.Remove(entry.Key));
        Grow(tree, destination);
        moved.ForEach(entry => tree[destination + entry.Key[source.Length..]] = entry.Value);
        return true;
    }

    static bool Remove(SortedDictionary<string, string> tree, string path, bool recursive)
    {
        var below = tree.Keys.Where(key => RandomTrees.IsAtOrBelow(key, path)).ToList();
        if (below.Count > 1 && !recursive)
            return false;
        below.ForEach(key => tree.Remove(key));
        return true;
    }

    static bool Place(SortedDictionary<string, string> tree, string target, bool mustBeNew)
    {
        if (!CanHold(tree, target) || (mustBeNew && tree.ContainsKey(target)))
            return false;
        Remove(tree, target, recursive: true);
        Grow(tree, target);
        tree[target] = "/";
        tree[target + "/one.md"] = "one";
        tree[target + "/sub"] = "/";
        tree[target + "/sub/two.md"] = "two";
        return true;
    }

    static bool CanHold(SortedDictionary<string, string> tree, string path) =>
        RandomTrees.Above(path).All(above => !tree.TryGetValue(above, out var kind) || kind == "/");

    static void Grow(SortedDictionary<string, string> tree, string path)
    {
        foreach (var above in RandomTrees.Above(path))
            tree[above] = "/";
    }
}
