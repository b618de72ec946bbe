using Sagas.Consumers.Tests.AddResource;
using Sagas.Consumers.Tests.CreateSession;
using Sagas.Consumers.Tests.Index;
using Sagas.Consumers.Tests.MakeDirectory;
using Sagas.Consumers.Tests.Move;
using Sagas.Consumers.Tests.Remove;
using Sagas.Consumers.Tests.SessionCommit;
using Sagas.Consumers.Tests.Steps;

namespace Sagas.Consumers.Tests.FileTree;

/// <summary>The scenes of every step of the file tree, for what holds for all of them.</summary>
static class AllScenes
{
    static readonly Dictionary<string, Scenes> ByStep = new()
    {
        ["move"] = MoveTreeLawTests.Scenes,
        ["remove"] = RemoveTreeLawTests.Scenes,
        ["add"] = AddResourceLawTests.Scenes,
        ["write"] = WriteContentTests.Scenes,
        ["mkdir"] = CreateDirectoryTests.Scenes,
        ["sidecars"] = WriteSidecarsTests.Scenes,
        ["new session"] = PlaceSessionTests.Scenes,
        ["archive"] = ArchiveMessagesLawTests.Scenes,
        ["memories"] = WriteMemoriesLawTests.Scenes,
    };

    public static TheoryData<string, string> Names =>
        [.. ByStep.SelectMany(step => step.Value.Keys.Select(scene => (step.Key, scene)))];

    public static TreeLab Lab(string step, string scene) => (TreeLab)ByStep[step][scene]();
}
