using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.FileTree.Native;
using Sagas.Contracts;

namespace Sagas.Consumers.FileTree;

/// <summary>What several steps ask of the directories above a URI.</summary>
static class Parents
{
    /// <summary>Those that the step makes above <paramref name="uri"/>.</summary>
    public static MadeFolders Of(StepFolder folder, TreePaths paths, string account, VikingUri uri) =>
        new(folder, paths, account, uri.Parent ?? uri);

    /// <summary>Refuses when something above <paramref name="uri"/> is there and no directory.</summary>
    public static void Check(TreePaths paths, string account, VikingUri uri)
    {
        for (var above = uri.Parent; above is not null; above = above.Parent)
        {
            var kind = Disk.KindOf(paths.Of(account, above));
            if (kind is PathKind.Missing)
                continue;
            if (kind is not PathKind.Directory)
                throw Refusals.Precondition(above, "is no directory");
        }
    }
}
