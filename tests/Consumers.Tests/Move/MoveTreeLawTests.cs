using Sagas.Consumers.Move;
using Sagas.Consumers.Tests.FileTree;
using Sagas.Contracts;
using Sagas.Testing.Steps;

namespace Sagas.Consumers.Tests.Move;

public sealed class MoveTreeLawTests
{
    internal static readonly Scenes Scenes = new()
    {
        ["file to a new name"] = () => Lab("resources/a.md", "resources/b.md").With("resources/a.md"),
        ["file onto a file"] = () => Lab("resources/a.md", "resources/b.md")
            .With("resources/a.md", "new").With("resources/b.md", "old"),
        ["directory into missing parents"] = () => Lab("resources/d", "resources/x/y/z")
            .With("resources/d/one.md").With("resources/d/sub/two.md").With("resources/d/empty/"),
        ["file into another scope that is not there"] = () => Lab("resources/a.md", "agent/notes/a.md")
            .With("resources/a.md"),
        ["file onto a file in a deep directory"] = () => Lab("resources/p/q/a.md", "resources/r/s/a.md")
            .With("resources/p/q/a.md", "new").With("resources/r/s/a.md", "old").With("resources/r/s/b.md"),
    };

    public static TheoryData<string, string> Laws => Scenes.Laws;

    [Theory]
    [MemberData(nameof(Laws))]
    public Task Law_InScene_Holds(string law, string scene) => StepLaws.Check(law, Scenes[scene]);

    internal static TreeLab Lab(string source, string destination) => new(
        new MoveTree(TreeLab.Account, TreeLab.Uri(source), TreeLab.Uri(destination)),
        (lab, faults) => new MoveTreeStep(lab.Paths, faults, TreeLab.Running));
}
