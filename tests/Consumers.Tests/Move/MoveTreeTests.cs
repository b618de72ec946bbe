using Sagas.Contracts;
using Sagas.Testing.Steps;

namespace Sagas.Consumers.Tests.Move;

public sealed class MoveTreeTests
{
    [Fact]
    public async Task Execute_DirectoryIntoMissingParents_MovesAllAndNamesTheParents()
    {
        using var lab = MoveTreeLawTests.Lab("resources/d", "resources/x/y/z").With("resources/d/sub/two.md", "two");

        var result = await lab.Done();

        Assert.Equal("two", lab.Read("resources/x/y/z/sub/two.md"));
        Assert.False(lab.Exists("resources/d"));
        Assert.Equal(
            """{"isDirectory":true,"replacesFile":false,"createdParents":["viking://resources/x","""
            + "\"viking://resources/x/y\"]}",
            result);
    }

    [Fact]
    public async Task Execute_FileOntoFile_ReplacesItAndUndoBringsItBack()
    {
        using var lab = MoveTreeLawTests.Lab("resources/a.md", "resources/b.md")
            .With("resources/a.md", "new").With("resources/b.md", "old");

        await lab.Done();
        Assert.Equal("new", lab.Read("resources/b.md"));
        await lab.Undo();

        Assert.Equal("old", lab.Read("resources/b.md"));
        Assert.Equal("new", lab.Read("resources/a.md"));
    }

    [Theory]
    [InlineData("resources/missing", "resources/b", ErrorCode.NotFound)]
    [InlineData("resources/dir", "resources/other", ErrorCode.AlreadyExists)]
    [InlineData("resources/file", "resources/dir", ErrorCode.InvalidArgument)]
    [InlineData("resources/dir", "resources/file", ErrorCode.InvalidArgument)]
    [InlineData("resources/dir", "resources/dir", ErrorCode.InvalidArgument)]
    [InlineData("resources/file", "resources/file", ErrorCode.InvalidArgument)]
    [InlineData("resources/dir", "resources/dir/inner", ErrorCode.InvalidArgument)]
    [InlineData("resources/dir", "resources/file/below", ErrorCode.FailedPrecondition)]
    [InlineData("resources/dir", "resources/file/below/deep", ErrorCode.FailedPrecondition)]
    [InlineData("resources/file/below", "resources/b", ErrorCode.NotFound)]
    [InlineData("resources", "resources/b", ErrorCode.InvalidArgument)]
    [InlineData("resources/dir", "agent", ErrorCode.InvalidArgument)]
    [InlineData("resources/link", "resources/b", ErrorCode.NotFound)]
    [InlineData("resources/link/inside", "resources/b", ErrorCode.NotFound)]
    [InlineData("resources/file", "resources/link/inside", ErrorCode.FailedPrecondition)]
    public async Task Execute_WhatCannotBe_IsRefusedWithNothingChanged(string source, string destination, string code)
    {
        using var lab = MoveTreeLawTests.Lab(source, destination)
            .With("resources/dir/inside").With("resources/other/").With("resources/file");
        File.CreateSymbolicLink(lab.FullPath("resources/link"), lab.FullPath("resources/dir"));
        var before = await lab.Snapshot();

        Assert.Equal(code, (await lab.Refused()).Code);
        Assert.Equal(before, await lab.Snapshot());
    }

    [Fact]
    public async Task Execute_AgainAfterRefusal_StaysRefusedWhateverTheTreeIsNow()
    {
        using var lab = MoveTreeLawTests.Lab("resources/a", "resources/b");
        var first = await lab.Refused();

        lab.With("resources/a");
        var second = await lab.Refused();

        Assert.Equal((ErrorCode.NotFound, ErrorCode.NotFound), (first.Code, second.Code));
        Assert.True(lab.Exists("resources/a"));
    }

    [Fact]
    public async Task Undo_ParentTakenByANeighbour_KeepsTheParent()
    {
        using var lab = MoveTreeLawTests.Lab("resources/a", "resources/new/a").With("resources/a");
        await lab.Done();

        lab.With("resources/new/neighbour");
        await lab.Undo();

        Assert.True(lab.Exists("resources/new/neighbour"));
        Assert.True(lab.Exists("resources/a"));
    }

    [Fact]
    public async Task Undo_ParentMadeByANeighbourMeanwhile_IsNotRemoved()
    {
        using var lab = MoveTreeLawTests.Lab("resources/a", "resources/new/a").With("resources/a");
        await Assert.ThrowsAsync<InjectedFaultException>(() => lab.Execute(new FailAt(2)));

        lab.With("resources/new/");
        await lab.Done();
        await lab.Undo();

        Assert.True(lab.Exists("resources/new"));
        Assert.True(lab.Exists("resources/a"));
    }
}
