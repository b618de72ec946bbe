using Sagas.Consumers.Remove;
using Sagas.Consumers.Tests.FileTree;
using Sagas.Contracts;
using Sagas.Testing.Steps;

namespace Sagas.Consumers.Tests.Remove;

public sealed class RemoveTreeLawTests
{
    internal static readonly Scenes Scenes = new()
    {
        ["file"] = () => Lab("resources/a.md").With("resources/a.md").With("resources/b.md"),
        ["tree"] = () => Lab("resources/d", recursive: true)
            .With("resources/d/one.md").With("resources/d/sub/two.md").With("resources/d/empty/"),
        ["missing"] = () => Lab("resources/none").With("resources/a.md"),
        ["directory with summaries only"] = () => Lab("resources/d")
            .With("resources/d/.abstract.md").With("resources/d/.overview.md"),
    };

    public static TheoryData<string, string> Laws => Scenes.Laws;

    [Theory]
    [MemberData(nameof(Laws))]
    public Task Law_InScene_Holds(string law, string scene) => StepLaws.Check(law, Scenes[scene]);

    internal static TreeLab Lab(string path, bool recursive = false) => new(
        new RemoveTree(TreeLab.Account, TreeLab.Uri(path), recursive),
        (lab, faults) => new RemoveTreeStep(lab.Paths, faults, TreeLab.Running));
}
