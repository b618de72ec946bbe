using Sagas.Consumers.MakeDirectory;
using Sagas.Consumers.Tests.FileTree;
using Sagas.Contracts;
using Sagas.Testing.Steps;

namespace Sagas.Consumers.Tests.MakeDirectory;

public sealed class CreateDirectoryTests
{
    internal static readonly Scenes Scenes = new()
    {
        ["below a directory"] = () => Lab("resources/d/new").With("resources/d/a.md"),
        ["deep in a scope that is not there"] = () => Lab("agent/a/b/c").With("resources/a.md"),
        ["in an account that is not there"] = () => Lab("resources/a"),
    };

    public static TheoryData<string, string> Laws => Scenes.Laws;

    [Theory]
    [MemberData(nameof(Laws))]
    public Task Law_InScene_Holds(string law, string scene) => StepLaws.Check(law, Scenes[scene]);

    [Fact]
    public async Task Execute_Deep_NamesWhatItMadeOutermostFirst()
    {
        using var lab = Lab("resources/d/x/y").With("resources/d/");

        Assert.Equal("""{"created":["viking://resources/d/x","viking://resources/d/x/y"]}""", await lab.Done());
        Assert.True(lab.Exists("resources/d/x/y"));
    }

    [Theory]
    [InlineData("resources", ErrorCode.Conflict)]
    [InlineData("resources/d", ErrorCode.Conflict)]
    [InlineData("resources/file", ErrorCode.Conflict)]
    [InlineData("resources/file/below", ErrorCode.FailedPrecondition)]
    public async Task Execute_WhereSomethingIs_IsRefused(string path, string code)
    {
        using var lab = Lab(path).With("resources/d/").With("resources/file");
        var before = await lab.Snapshot();

        var reason = await lab.Refused();

        Assert.Equal(code, reason.Code);
        Assert.StartsWith("viking://resources", reason.Details!["resource"], StringComparison.Ordinal);
        Assert.Equal(before, await lab.Snapshot());
    }

    [Fact]
    public async Task Undo_DirectoryFilledByANeighbour_KeepsIt()
    {
        using var lab = Lab("resources/d/new");
        await lab.Done();

        lab.With("resources/d/new/file");
        await lab.Undo();

        Assert.True(lab.Exists("resources/d/new/file"));
    }

    static TreeLab Lab(string path) => new(
        new CreateDirectory(TreeLab.Account, TreeLab.Uri(path)),
        (lab, faults) => new CreateDirectoryStep(lab.Paths, faults, TreeLab.Running));
}
