using System.Globalization;
using Sagas.Consumers.FileTree.Native;
using Sagas.Contracts;

namespace Sagas.Consumers.FileTree.Folders;

/// <summary>
/// The directories on the way to a URI that this step made, the scope and the account included. For each level there
/// is a folder in the step's folder with an empty one in it, and that one is renamed into the tree: a level is ours
/// if, and only if, its folder is there and empty. Whoever shares a parent with us can make it first, and then it is
/// not ours; no list written beforehand could say that.
/// </summary>
/// <param name="folder">The step's folder.</param>
/// <param name="paths">Where everything lies.</param>
/// <param name="account">Whose tree.</param>
/// <param name="uri">The innermost directory that is to be there.</param>
/// <param name="prefix">Tells several of them in one step apart; they are removed in reverse order.</param>
sealed class MadeFolders(
    StepFolder folder, TreePaths paths, string account, VikingUri uri, string prefix = "")
{
    const int RacesMax = 16;
    readonly string[] _levels = [account, .. uri.Segments];

    /// <summary>The URIs of the directories that this step made, outermost first. The scope itself is not told:
    /// it is always there for a reader.</summary>
    public IReadOnlyList<VikingUri> Made() =>
        [.. Enumerable.Range(2, _levels.Length - 2).Where(IsOurs).Select(UriOf)];

    /// <summary>Marks what this step made as changed: the one that died after making it has not made it durable.
    /// </summary>
    public void Touch()
    {
        for (var level = 0; level < _levels.Length; level++)
        {
            if (IsOurs(level))
                folder.Touch(PathOf(level));
        }
    }

    /// <summary>Makes what is missing, and marks what this step made.</summary>
    /// <exception cref="IOException">Something on the way is no directory.</exception>
    public void Make()
    {
        for (var race = 0; race < RacesMax; race++)
        {
            if (!Enumerable.Range(0, _levels.Length).All(TryMake))
                continue;
            Touch();
            return;
        }
        throw new RaceLostException($"A parent of {uri} comes and goes.");
    }

    /// <summary>
    /// Removes the directories that this step made, where they are empty, innermost first. Each is named through a
    /// link in the step's folder: when that is closed, a paused remover finds no path any more.
    /// </summary>
    public void Remove()
    {
        for (var level = _levels.Length - 1; level >= 0; level--)
        {
            if (!IsOurs(level))
                continue;
            var path = PathOf(level);
            var parent = Path.GetDirectoryName(path)!;
            var link = folder.At($"{prefix}via-{Number(level)}");
            if (Disk.KindOf(link) == PathKind.Missing)
                File.CreateSymbolicLink(link, Path.GetRelativePath(folder.At(""), parent));
            Disk.RemoveIfEmpty(Path.Combine(link, _levels[level]));
            // Removed by this call or by one that died after it.
            folder.Touch(path);
        }
    }

    bool TryMake(int level)
    {
        var path = PathOf(level);
        switch (Disk.KindOf(path))
        {
            case PathKind.Directory:
                return true;
            case PathKind.Missing:
                break;
            default:
                throw new IOException($"{path} is no directory.");
        }
        Intend(level);
        var spare = SpareOf(level);
        // The spare folder is never made a second time: for a moment the level would not count as ours, and an undo
        // that closes the step in that moment would leave it behind. When it is gone, a twin has just used it.
        return Disk.Rename(spare, path) == RenameResult.Done;
    }

    void Intend(int level)
    {
        var intent = IntentOf(level);
        if (Disk.KindOf(intent) != PathKind.Missing)
            return;
        // Published whole: an intent without its spare folder would say that the level is ours.
        var temporary = $"{intent}.{Path.GetRandomFileName()}";
        Disk.MakeDirectory(temporary);
        Disk.MakeDirectory(Path.Combine(temporary, "spare"));
        Disk.Rename(temporary, intent);
    }

    bool IsOurs(int level) =>
        Disk.KindOf(IntentOf(level)) != PathKind.Missing && Disk.KindOf(SpareOf(level)) == PathKind.Missing;

    string IntentOf(int level) => folder.At($"{prefix}parent-{Number(level)}");

    string SpareOf(int level) => Path.Combine(IntentOf(level), "spare");

    string PathOf(int level) => Path.Combine([paths.Root, .. _levels[..(level + 1)]]);

    VikingUri UriOf(int level) =>
        VikingUriParser.Parse(VikingUri.Scheme + string.Join('/', _levels[1..(level + 1)]), nameof(uri));

    static string Number(int level) => level.ToString(CultureInfo.InvariantCulture);
}
