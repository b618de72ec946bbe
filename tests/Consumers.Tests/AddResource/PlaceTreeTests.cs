using Sagas.Contracts;
using Sagas.Testing.Steps;

namespace Sagas.Consumers.Tests.AddResource;

public sealed class PlaceTreeTests
{
    [Fact]
    public async Task Execute_OverADirectory_ReplacesAllOfItAndUndoBringsItBack()
    {
        using var lab = StageLabs.Place("resources/docs").With("resources/docs/old.md", "old");

        Assert.Equal("""{"replaces":true,"createdParents":[]}""", await lab.Done());
        Assert.Equal("two", lab.Read("resources/docs/sub/two.md"));
        Assert.False(lab.Exists("resources/docs/old.md"));
        await lab.Undo();

        Assert.Equal("old", lab.Read("resources/docs/old.md"));
        Assert.False(lab.Exists("resources/docs/sub"));
    }

    [Theory]
    [InlineData("resources/there", true, false, ErrorCode.AlreadyExists)]
    [InlineData("resources/none/docs", false, true, ErrorCode.NotFound)]
    [InlineData("resources/file/docs", false, true, ErrorCode.FailedPrecondition)]
    [InlineData("resources/file/docs", false, false, ErrorCode.FailedPrecondition)]
    [InlineData("resources", false, false, ErrorCode.InvalidArgument)]
    public async Task Execute_WhatMayNotBe_IsRefusedWithNothingChanged(
        string target, bool mustBeNew, bool parentMustExist, string code)
    {
        using var lab = StageLabs.Place(target, mustBeNew, parentMustExist)
            .With("resources/there/").With("resources/file");
        var before = await lab.Snapshot();

        Assert.Equal(code, (await lab.Refused()).Code);
        Assert.Equal(before, await lab.Snapshot());
    }

    [Fact]
    public async Task Execute_ParentMustExistInAScopeThatIsNotOnTheDisk_Places()
    {
        using var lab = StageLabs.Place("resources/docs", mustBeNew: true, parentMustExist: true);

        await lab.Done();

        Assert.Equal("one", lab.Read("resources/docs/one.md"));
    }

    [Fact]
    public async Task Execute_TargetSoDeepThatFilesHaveNoUri_IsRefused()
    {
        var deep = "resources/" + string.Join('/', Enumerable.Repeat("d", Limits.UriDepthMax - 2));
        using var lab = StageLabs.Place(deep);

        Assert.Equal(ErrorCode.InvalidArgument, (await lab.Refused()).Code);
    }
}
