using Sagas.Consumers.Tests.FileTree;
using Sagas.Testing.Steps;

namespace Sagas.Consumers.Tests.AddResource;

public sealed class AddResourceLawTests
{
    internal static readonly Scenes Scenes = new()
    {
        ["stage a folder"] = () => StageLabs.StageFolder().WithImport("docs/a.md").WithImport("docs/b/c.md"),
        ["stage content"] = () => StageLabs.StageContent("a.md", "text"),
        ["stage a zip"] = () => StageLabs.StageZip(zip => zip.Add("a/b.md")),
        ["place at a new name"] = () => StageLabs.Place("resources/docs"),
        ["place below missing parents"] = () => StageLabs.Place("resources/x/y/docs"),
        ["place over a directory"] = () => StageLabs.Place("resources/docs")
            .With("resources/docs/old.md").With("resources/docs/sub/old.md"),
        ["place over a file"] = () => StageLabs.Place("resources/docs").With("resources/docs"),
    };

    public static TheoryData<string, string> Laws => Scenes.Laws;

    [Theory]
    [MemberData(nameof(Laws))]
    public Task Law_InScene_Holds(string law, string scene) => StepLaws.Check(law, Scenes[scene]);
}
