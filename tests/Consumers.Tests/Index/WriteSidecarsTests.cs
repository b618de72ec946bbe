using System.Security.Cryptography;
using System.Text;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.Index;
using Sagas.Consumers.Tests.FileTree;
using Sagas.Contracts;
using Sagas.Testing.Steps;

namespace Sagas.Consumers.Tests.Index;

public sealed class WriteSidecarsTests
{
    internal static readonly Scenes Scenes = new()
    {
        ["both new"] = () => Lab("L1", "L0").With("resources/d/a.md"),
        ["both replaced"] = () => Lab("L1", "L0").With("resources/d/a.md")
            .With("resources/d/.overview.md", "old L1").With("resources/d/.abstract.md", "old L0"),
        ["one replaced, one left"] = () => Lab("L1", null).With("resources/d/a.md")
            .With("resources/d/.overview.md", "old L1").With("resources/d/.abstract.md", "old L0"),
    };

    public static TheoryData<string, string> Laws => Scenes.Laws;

    [Theory]
    [MemberData(nameof(Laws))]
    public Task Law_InScene_Holds(string law, string scene) => StepLaws.Check(law, Scenes[scene]);

    [Fact]
    public async Task Execute_OverOldOnes_ReplacesWhatWasGivenAndSaysWhatWasThere()
    {
        using var lab = Scenes["one replaced, one left"]();
        var tree = (TreeLab)lab;

        Assert.Equal("""{"hadOverview":true,"hadAbstract":true}""", await lab.Done());
        Assert.Equal("L1", tree.Read("resources/d/.overview.md"));
        Assert.Equal("old L0", tree.Read("resources/d/.abstract.md"));
    }

    [Theory]
    [InlineData("changed", true, ErrorCode.Stale)]
    [InlineData(null, true, ErrorCode.Stale)]
    [InlineData(null, false, ErrorCode.NotFound)]
    public async Task Execute_SourceNotAsRead_IsRefused(string? content, bool directory, string code)
    {
        using var lab = Lab("L1", "L0");
        if (directory)
            lab.With("resources/d/");
        if (content is not null)
            lab.With("resources/d/a.md", content);
        var before = await lab.Snapshot();

        Assert.Equal(code, (await lab.Refused()).Code);
        Assert.Equal(before, await lab.Snapshot());
    }

    [Fact]
    public async Task Execute_GoneNameIsBack_IsRefusedAsStale()
    {
        using var lab = Lab("L1", "L0").With("resources/d/a.md", "content").With("resources/d/gone.md", "back");
        var before = await lab.Snapshot();

        Assert.Equal(ErrorCode.Stale, (await lab.Refused()).Code);
        Assert.Equal(before, await lab.Snapshot());
    }

    [Theory]
    [InlineData("resources/d/.abstract.md/theirs.md")]
    [InlineData("resources/d/.overview.md/")]
    public async Task Execute_ADirectoryInASummarysPlace_IsRefused(string path)
    {
        using var lab = Lab("L1", "L0").With("resources/d/a.md", "content").With(path);
        var before = await lab.Snapshot();

        Assert.Equal(ErrorCode.FailedPrecondition, (await lab.Refused()).Code);
        Assert.Equal(before, await lab.Snapshot());
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("")]
    [InlineData("a/b")]
    public async Task Execute_AbstractOfNoName_IsRefused(string name)
    {
        using var lab = Lab("L1", "L0").With("resources/d/a.md", "content");
        lab.Command = (WriteSidecars)lab.Command with { Abstracts = [new SourceHash(name, "")] };
        Assert.Equal(ErrorCode.InvalidArgument, (await lab.Refused()).Code);
    }

    static TreeLab Lab(string? overview, string? summary) => Lab(overview, summary, SourceOf("content"));

    internal static TreeLab Lab(string? overview, string? summary, params SourceHash[] sources) => new(
        new WriteSidecars(
            TreeLab.Account, TreeLab.Uri("resources/d"), overview, summary, sources, Gone: ["gone.md"]),
        (lab, faults) => new WriteSidecarsStep(
            lab.Paths, new LocalFileTree(lab.Paths, new Purge(lab.Paths)), lab.Clock, faults, TreeLab.Running));

    static SourceHash SourceOf(string content) =>
        new("a.md", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content))));
}
