using Sagas.Consumers.Steps;
using Sagas.Consumers.Tests.FileTree;
using Sagas.Contracts;
using Sagas.Testing.Steps;

namespace Sagas.Consumers.Tests.Steps;

public sealed class WriteContentTests
{
    internal static readonly Scenes Scenes = new()
    {
        ["create"] = () => Lab("resources/d/new.md", WriteMode.Create).With("resources/d/a.md"),
        ["create below missing parents"] = () => Lab("agent/x/y/new.md", WriteMode.Create).With("resources/a.md"),
        ["replace"] = () => Lab("resources/d/a.md", WriteMode.Replace).With("resources/d/a.md", "old"),
        ["append"] = () => Lab("resources/d/a.md", WriteMode.Append).With("resources/d/a.md", "old "),
    };

    public static TheoryData<string, string> Laws => Scenes.Laws;

    [Theory]
    [MemberData(nameof(Laws))]
    public Task Law_InScene_Holds(string law, string scene) => StepLaws.Check(law, Scenes[scene]);

    [Theory]
    [InlineData("create", "resources/d/new.md", "new text", false)]
    [InlineData("replace", "resources/d/a.md", "new text", true)]
    [InlineData("append", "resources/d/a.md", "old new text", true)]
    public async Task Execute_InScene_WritesTheTextAndSaysWhatWasThere(
        string scene, string path, string text, bool replaced)
    {
        using var lab = Scenes[scene]();

        var result = await lab.Done();

        Assert.Contains($"\"replaced\":{(replaced ? "true" : "false")}", result, StringComparison.Ordinal);
        Assert.Equal(text, ((TreeLab)lab).Read(path));
    }

    [Fact]
    public async Task Execute_AppendTwice_AppendsOnce()
    {
        using var lab = Scenes["append"]();

        await lab.Done();
        await lab.Done();

        Assert.Equal("old new text", ((TreeLab)lab).Read("resources/d/a.md"));
    }

    [Theory]
    [InlineData("resources/d/none.md", WriteMode.Replace, ErrorCode.NotFound)]
    [InlineData("resources/d/none.md", WriteMode.Append, ErrorCode.NotFound)]
    [InlineData("resources/d/a.md", WriteMode.Create, ErrorCode.AlreadyExists)]
    [InlineData("resources/d", WriteMode.Replace, ErrorCode.InvalidArgument)]
    [InlineData("resources/d", WriteMode.Create, ErrorCode.InvalidArgument)]
    [InlineData("resources", WriteMode.Create, ErrorCode.InvalidArgument)]
    [InlineData("resources/d/a.md/b.md", WriteMode.Create, ErrorCode.FailedPrecondition)]
    public async Task Execute_WhereItCannotBe_IsRefused(string path, WriteMode mode, string code)
    {
        using var lab = Lab(path, mode).With("resources/d/a.md");
        var before = await lab.Snapshot();

        Assert.Equal(code, (await lab.Refused()).Code);
        Assert.Equal(before, await lab.Snapshot());
    }

    [Fact]
    public async Task Execute_OntoALink_IsRefusedAndLeavesWhatItPointsTo()
    {
        using var lab = Lab("resources/d/link.md", WriteMode.Replace).With("resources/d/a.md", "kept");
        File.CreateSymbolicLink(lab.FullPath("resources/d/link.md"), lab.FullPath("resources/d/a.md"));

        Assert.Equal(ErrorCode.FailedPrecondition, (await lab.Refused()).Code);
        Assert.Equal("kept", lab.Read("resources/d/a.md"));
    }

    internal static TreeLab Lab(string path, WriteMode mode) => new(
        new WriteContent(TreeLab.Account, TreeLab.Uri(path), "new text", mode),
        (lab, faults) => new WriteContentStep(lab.Paths, faults, TreeLab.Running));
}
