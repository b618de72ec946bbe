using Sagas.Consumers.FileTree;

namespace Sagas.Consumers.Tests.FileTree;

static class Spares
{
    /// <summary>Makes the folder of an ended transaction with all that can be left in one, and gives it back: what
    /// comes next works in it. In the scenarios it works in a new one.</summary>
    public static void LeaveASpare(this TreePaths paths)
    {
        var ended = Path.Combine(paths.Purging, "ended");
        var done = Directory.CreateDirectory(Path.Combine(ended, "0", "done")).FullName;
        File.WriteAllText(Path.Combine(done, "undo.json"), new string('x', 1000));
        Directory.CreateDirectory(Path.Combine(done, "tree", "sub"));
        File.WriteAllText(Path.Combine(done, "tree", "sub", "file"), "of another transaction");
        Directory.CreateDirectory(Path.Combine(done, "parent-1", "spare"));
        File.CreateSymbolicLink(Path.Combine(done, "via-1"), "..");
        Directory.CreateDirectory(Path.Combine(ended, "1", "refused"));
        Directory.CreateDirectory(Path.Combine(ended, "0.unpublished", "opening"));
        paths.Spares.TakeBack(ended);
    }
}
