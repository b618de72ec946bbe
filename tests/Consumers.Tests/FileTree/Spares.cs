using Sagas.Consumers.FileTree;
using Sagas.Consumers.FileTree.Folders;

namespace Sagas.Consumers.Tests.FileTree;

static class Spares
{
    /// <summary>Makes the home of an ended transaction's step with all that can be left in one, and gives it back: what
    /// comes next works in it. In the scenarios it works in a new one.</summary>
    public static void LeaveASpare(this TreePaths paths)
    {
        var home = Path.Combine(paths.Purging, "ended.0");
        var record = StepFolder.RecordNameIn(home);
        var done = Directory.CreateDirectory(Path.Combine(home, "done")).FullName;
        File.WriteAllText(Path.Combine(done, record), new string('x', 1000));
        File.WriteAllText(Path.Combine(done, record + ".unpublished"), "half");
        Directory.CreateDirectory(Path.Combine(done, "tree", "sub"));
        File.WriteAllText(Path.Combine(done, "tree", "sub", "file"), "of another transaction");
        Directory.CreateDirectory(Path.Combine(done, "parent-1", "spare"));
        File.CreateSymbolicLink(Path.Combine(done, "via-1"), "..");
        paths.Spares.TakeBack(home, record);
    }
}
