using Sagas.Contracts;
using Sagas.Intake;
using Sagas.Operations;

namespace Sagas.Tests.Intake;

/// <summary>Commands that can never succeed as they are written, and the field that is to blame.</summary>
public sealed class RefusalTests
{
    static readonly string Long = new('x', Limits.SegmentBytesMax + 1);
    static readonly string Deep = string.Join('/', Enumerable.Repeat("d", Limits.UriDepthMax));

    public static TheoryData<string> BadUris =>
    [
        "", "resources/a", "http://resources/a", "VIKING://resources/a", "viking:/resources/a", "viking://",
        "viking:///a", "viking://resources/../user/a", "viking://resources/./a", "viking://resources//a",
        "viking://resources/a\\b", "viking://resources/a\0b", "viking://resources/C:/x", "viking://nowhere/a",
        "viking://Resources/a", "viking://resources/.sagas/tx", "viking://resources/.SAGAS", "viking://resources/a\nb",
        $"viking://resources/{Long}", $"viking://resources/{Deep}/x", "viking://user/bob/secret",
        "viking://user/bob/sessions/1",
    ];

    public static TheoryData<string> Scopes =>
        ["viking://resources", "viking://resources/", "viking://user", "viking://agent", "viking://session"];

    static Reason ReasonOf<T>(IOperation<T> operation, T command)
        where T : class, IOperationCommand
        => Assert.Throws<RefusedException>(() => new Planner<T>(operation).Begin(command, Sample.Id(1))).Reason;

    static void Blames(string field, Reason reason)
    {
        Assert.Equal(ErrorCode.InvalidArgument, reason.Code);
        Assert.Equal(field, reason.Details!["field"]);
        Assert.Contains(field, reason.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BadUris))]
    public void Begin_ABadUriAnywhere_BlamesItsField(string uri)
    {
        const string good = "viking://resources/good";
        Blames("uri", ReasonOf(new RemoveOperation(), new RemoveResource { Uri = uri, User = "alice" }));
        Blames("uri", ReasonOf(new MakeDirectoryOperation(), new MakeDirectory { Uri = uri, User = "alice" }));
        Blames("uri", ReasonOf(new IndexDirectoryOperation(), new IndexDirectory { Uri = uri, User = "alice" }));
        Blames("source", ReasonOf(
            new MoveOperation(), new MoveResource { Source = uri, Destination = good, User = "alice" }));
        Blames("destination", ReasonOf(
            new MoveOperation(), new MoveResource { Source = good, Destination = uri, User = "alice" }));
        Blames("to", ReasonOf(
            new AddResourceOperation(), new AddResource { Path = "/in/x", To = uri, User = "alice" }));
        Blames("parent", ReasonOf(
            new AddResourceOperation(), new AddResource { Path = "/in/x", Parent = uri, User = "alice" }));
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public void Begin_AWholeScope_IsRefusedWhereItWouldBeChanged(string scope)
    {
        const string good = "viking://resources/good";
        Blames("uri", ReasonOf(new RemoveOperation(), new RemoveResource { Uri = scope }));
        Blames("source", ReasonOf(new MoveOperation(), new MoveResource { Source = scope, Destination = good }));
        Blames("destination", ReasonOf(new MoveOperation(), new MoveResource { Source = good, Destination = scope }));
        Blames("to", ReasonOf(new AddResourceOperation(), new AddResource { Path = "/in/x", To = scope }));
    }

    [Theory]
    [InlineData("viking://user/default")]
    [InlineData("viking://~/")]
    public void Begin_AHome_IsRefusedWhereItWouldBeChanged(string home)
    {
        const string good = "viking://resources/good";
        Blames("uri", ReasonOf(new RemoveOperation(), new RemoveResource { Uri = home, Recursive = true }));
        Blames("source", ReasonOf(new MoveOperation(), new MoveResource { Source = home, Destination = good }));
        Blames("destination", ReasonOf(new MoveOperation(), new MoveResource { Source = good, Destination = home }));
        Blames("to", ReasonOf(new AddResourceOperation(), new AddResource { Path = "/in/x", To = home }));
        Assert.NotNull(new Planner<MakeDirectory>(new MakeDirectoryOperation()).Begin(
            new MakeDirectory { Uri = home }, Sample.Id(1)));
    }

    [Theory]
    [InlineData("viking://user/default/sessions/s/messages.jsonl")]
    [InlineData("viking://user/default/sessions/s/history/archive_001")]
    [InlineData("viking://session/s/.meta.json")]
    [InlineData("viking://session/s/notes.md")]
    public void Begin_WhatLiesInASession_IsRefusedWhereItWouldBeChanged(string uri)
    {
        const string good = "viking://resources/good";
        Blames("uri", ReasonOf(new RemoveOperation(), new RemoveResource { Uri = uri }));
        Blames("uri", ReasonOf(new MakeDirectoryOperation(), new MakeDirectory { Uri = uri }));
        Blames("uri", ReasonOf(new WriteFileOperation(), new WriteFile { Uri = uri, Content = "", Mode = "append" }));
        Blames("source", ReasonOf(new MoveOperation(), new MoveResource { Source = uri, Destination = good }));
        Blames("destination", ReasonOf(new MoveOperation(), new MoveResource { Source = good, Destination = uri }));
        Blames("to", ReasonOf(new AddResourceOperation(), new AddResource { Path = "/in/x", To = uri }));
        Blames("parent", ReasonOf(new AddResourceOperation(), new AddResource { Path = "/in/x", Parent = uri }));
    }

    [Theory]
    [InlineData("viking://session/s")]
    [InlineData("viking://user/default/sessions")]
    [InlineData("viking://user/default/sessions/s")]
    public void Begin_WhereSessionsLie_NothingElseIsMade(string uri)
    {
        Blames("uri", ReasonOf(new MakeDirectoryOperation(), new MakeDirectory { Uri = uri }));
        Blames("uri", ReasonOf(new WriteFileOperation(), new WriteFile { Uri = uri, Content = "" }));
        Blames("to", ReasonOf(new AddResourceOperation(), new AddResource { Path = "/in/x", To = uri }));
        Blames("parent", ReasonOf(new AddResourceOperation(), new AddResource { Path = "/in/x", Parent = uri }));
    }

    [Theory]
    [InlineData("viking://resources/d/.overview.md")]
    [InlineData("viking://resources/d/.abstract.md")]
    [InlineData("viking://resources/d/.abstract.md/x.md")]
    public void Begin_TheNameOfASummary_NothingIsMadeThere(string uri)
    {
        const string good = "viking://resources/good";
        Blames("uri", ReasonOf(new MakeDirectoryOperation(), new MakeDirectory { Uri = uri }));
        Blames("uri", ReasonOf(new WriteFileOperation(), new WriteFile { Uri = uri, Content = "" }));
        Blames("destination", ReasonOf(new MoveOperation(), new MoveResource { Source = good, Destination = uri }));
        Blames("to", ReasonOf(new AddResourceOperation(), new AddResource { Path = "/in/x", To = uri }));
        Blames("parent", ReasonOf(new AddResourceOperation(), new AddResource { Path = "/in/x", Parent = uri }));
    }

    [Theory]
    [InlineData("viking://session/s")]
    [InlineData("viking://user/default/sessions")]
    public void Begin_AWholeSession_MayBeMovedAndRemoved(string uri)
    {
        var remove = new RemoveResource { Uri = uri, Recursive = true };
        var move = new MoveResource { Source = uri, Destination = "viking://user/default/old" };
        Assert.NotNull(new Planner<RemoveResource>(new RemoveOperation()).Begin(remove, Sample.Id(1)));
        Assert.NotNull(new Planner<MoveResource>(new MoveOperation()).Begin(move, Sample.Id(1)));
    }

    [Theory]
    [InlineData("viking://resources/a", "viking://resources/a")]
    [InlineData("viking://resources/a", "viking://resources/a/")]
    [InlineData("viking://resources/a", "viking://resources/a/b/c")]
    [InlineData("viking://resources/a/b", "viking://resources/a")]
    public void Begin_MoveIntoItself_BlamesTheDestination(string source, string destination) => Blames(
        "destination", ReasonOf(new MoveOperation(), new MoveResource { Source = source, Destination = destination }));

    public static TheoryData<string, AddResource> BadSources => new()
    {
        { "path, uploadId, content", new AddResource() },
        { "path, uploadId, content", new AddResource { Path = "/in/a", Content = "x", Name = "n" } },
        { "path, uploadId, content", new AddResource { Path = "/in/a", UploadId = "u" } },
        { "path, uploadId, content", new AddResource { Path = "/in/a", UploadId = "u", Content = "x" } },
        { "name", new AddResource { Content = "x" } },
        { "name", new AddResource { Path = "/" } },
        { "name", new AddResource { Path = "" } },
        { "name", new AddResource { Path = "/in/a", Name = "" } },
        { "name", new AddResource { Path = "/in/a", Name = "a/b" } },
        { "name", new AddResource { Path = "/in/a", Name = ".." } },
        { "name", new AddResource { Path = "/in/.." } },
        { "name", new AddResource { UploadId = "../../x" } },
        { "name", new AddResource { Path = "/in/a", Name = ".sagas" } },
        { "to, parent", new AddResource
            { Path = "/in/a", To = "viking://resources/a", Parent = "viking://resources/b" } },
    };

    [Theory]
    [MemberData(nameof(BadSources))]
    public void Begin_ABadSourceOrTarget_BlamesItsField(string field, AddResource command) =>
        Blames(field, ReasonOf(new AddResourceOperation(), command));

    [Theory]
    [InlineData(-0.001)]
    [InlineData(-1)]
    [InlineData(3600.5)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Begin_AWaitOutOfBounds_BlamesIt(double wait) => Blames("waitSeconds", ReasonOf(
        new RemoveOperation(), new RemoveResource { Uri = "viking://resources/a", WaitSeconds = wait }));

    [Theory]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("ä")]
    [InlineData("a b")]
    public void Begin_ABadAccountOrUser_BlamesIt(string name)
    {
        var command = new RemoveResource { Uri = "viking://resources/a" };
        Blames("account", ReasonOf(new RemoveOperation(), command with { Account = name }));
        Blames("user", ReasonOf(new RemoveOperation(), command with { User = name }));
    }

    [Fact]
    public void Begin_EntriesOfAnotherDirectory_BlamesThem() => Blames("entries", ReasonOf(
        new IndexDirectoryOperation(), new IndexDirectory
        {
            Uri = "viking://resources/a",
            Entries =
            [
                new IndexEntry
                {
                    Uri = Sample.Uri("resources/ab"), Level = 2, Abstract = "", ContextType = "", ContentHash = "",
                    Vector = [],
                },
            ],
        }));

    [Theory]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("")]
    public void Begin_ASourceNameThatIsNoName_BlamesIt(string name) => Blames("name", ReasonOf(
        new IndexDirectoryOperation(), new IndexDirectory
        {
            Uri = "viking://resources/a",
            Sources = [new SourceHash(name, "1")],
        }));

    [Theory]
    [InlineData("My guide.md", "My_guide")]
    [InlineData("guide", "guide")]
    [InlineData("v1.2", "v1.2")]
    [InlineData(".hidden.md", "hidden")]
    [InlineData(".md", "md")]
    [InlineData("...", "_")]
    [InlineData("Ä ö/ü?", "Ä_ö_ü_")]
    [InlineData("archive.ZIP", "archive")]
    public void ResourceName_OfASource_IsReadable(string source, string name) =>
        Assert.Equal(name, ResourceName.Of(source));
}
