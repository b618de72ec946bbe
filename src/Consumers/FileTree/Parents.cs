using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.FileTree.Native;
using Sagas.Contracts;

namespace Sagas.Consumers.FileTree;

/// <summary>What several steps ask of the directories above a URI.</summary>
static class Parents
{
    // Says that an undo made directories of the tree again.
    const string MadeAgain = "made-again";

    /// <summary>Those that the step makes above <paramref name="uri"/>.</summary>
    public static MadeFolders Of(StepFolder folder, TreePaths paths, string account, VikingUri uri) =>
        new(folder, paths, account, uri.Parent ?? uri);

    /// <summary>What is above <paramref name="uri"/> and no directory; null when nothing is in the way.</summary>
    public static VikingUri? InTheWay(TreePaths paths, string account, VikingUri uri)
    {
        for (var above = uri.Parent; above is not null; above = above.Parent)
        {
            if (Disk.KindOf(paths.Of(account, above)) is not (PathKind.Missing or PathKind.Directory))
                return above;
        }
        return null;
    }

    /// <summary>Refuses when something above <paramref name="uri"/> is there and no directory.</summary>
    public static void Check(TreePaths paths, string account, VikingUri uri)
    {
        if (InTheWay(paths, account, uri) is { } above)
            throw Refusals.Precondition(above, "is no directory");
    }

    /// <summary>
    /// Puts what was taken out of the tree back in its place, unless it is there. A directory above it may be missing:
    /// a neighbour made it, was undone and found it empty, because all that was in it is in this step's folder. It is
    /// made again and stays, like one that somebody uses while its maker is undone.
    /// </summary>
    public static void PutBack(StepFolder folder, string name, TreePaths paths, string account, VikingUri uri)
    {
        var place = paths.Of(account, uri);
        if (folder.Has(name) && Disk.KindOf(Path.GetDirectoryName(place)!) == PathKind.Missing)
            MakeAgain(folder, paths, account, uri);
        if (folder.Has(MadeAgain))
            TouchAll(folder, paths, place);
        if (folder.Has(name))
            folder.PutOut(name, place);
    }

    static void MakeAgain(StepFolder folder, TreePaths paths, string account, VikingUri uri)
    {
        Disk.MakeDirectory(folder.At(MadeAgain));
        var path = paths.OfAccount(account);
        foreach (var segment in uri.Segments)
        {
            if (Disk.KindOf(path) == PathKind.Missing)
            {
                // From the folder, so that closing it is the fence here, too. Anew each time: the neighbours may remove
                // it once more before anything is in it.
                var spare = folder.At($"{MadeAgain}.{Path.GetRandomFileName()}");
                Disk.MakeDirectory(spare);
                if (Disk.Rename(spare, path) != RenameResult.Done)
                    Disk.Delete(spare);
            }
            path = Path.Combine(path, segment);
        }
    }

    static void TouchAll(StepFolder folder, TreePaths paths, string place)
    {
        for (var path = place; path != paths.Root; path = Path.GetDirectoryName(path)!)
            folder.Touch(path);
    }
}
