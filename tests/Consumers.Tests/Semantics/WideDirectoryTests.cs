using System.Globalization;
using static Sagas.Consumers.Tests.Semantics.SemanticWorld;
using static Sagas.Consumers.Tests.VectorIndex.Sample;

namespace Sagas.Consumers.Tests.Semantics;

/// <summary>Directories that are wide: what is in memory at once is one part of them.</summary>
public sealed class WideDirectoryTests : IAsyncLifetime
{
    SemanticWorld _world = null!;

    public async ValueTask InitializeAsync() => _world = await Start();

    [Fact]
    public async Task Consume_WideDirectory_SendsAPartBeforeItReadsTheNext()
    {
        for (var i = 0; i < 350; i++)
            _world.Tree.Write(string.Create(CultureInfo.InvariantCulture, $"resources/wide/f{i:D3}.md"), $"Text {i}.");
        var ahead = new List<int>();
        _world.Models.WhenFile = _ =>
        {
            ahead.Add(_world.Models.Files.Count - _world.Sent.Sum(command => command.Entries.Count));
            return Task.CompletedTask;
        };
        var commands = await _world.Run(Message("resources/wide"));
        Assert.Equal([100, 100, 100, 52], commands.Select(command => command.Entries.Count));
        Assert.Equal(101, ahead.Max());
        Assert.Equal(commands, commands.DistinctBy(command => command.TransactionId));
    }

    [Fact]
    public async Task Consume_ManyDirectories_ComparesTheirNamesAlone()
    {
        for (var i = 0; i < 201; i++)
            _world.Tree.MakeDirectory(string.Create(CultureInfo.InvariantCulture, $"resources/wide/d{i}"));
        _world.Tree.MakeDirectory("resources/wide");
        var command = Assert.Single(await _world.Run(Message("resources/wide", recursive: false)));
        Assert.NotNull(command.Listing);
        Assert.Empty(command.Abstracts);
    }

    [Fact]
    public async Task Consume_AfterAFailure_SendsTheFilesApartFromTheSummaries()
    {
        _world.Tree.Write("resources/busy/f.md", "A file.");
        var commands = await _world.Run(Message("resources/busy") with { Attempt = 1 });
        Assert.Equal([[2], [0, 1]], commands.Select(command => command.Entries.Select(entry => entry.Level)));
        Assert.Equal([true, false], commands.Select(command => command.Listing is null));
        Assert.All(commands, command => Assert.Equal(1, command.Attempt));
        Assert.All(commands, command => Assert.Equal(["f.md"], command.Sources.Select(source => source.Name)));
    }

    [Fact]
    public async Task Consume_ScopeRoot_SpeaksOfNoListing()
    {
        _world.Tree.Write("resources/loose.md", "Loose.");
        var command = Assert.Single(await _world.RunAndApply(Message("resources", recursive: false)));
        Assert.Equal((null, null, null), (command.Listing, command.Overview, command.Abstract));
        _world.Tree.Write("resources/loose.md", "Changed.");
        Assert.Single(await _world.Run(Message("resources", transaction: 2, recursive: false)));
    }

    [Theory]
    [InlineData("user/ann/memories/facts", "memory")]
    [InlineData("user/ann/notes", "resource")]
    [InlineData("agent/skills", "skill")]
    public async Task Consume_AnyMessage_IsOfTheContextOfItsPath(string path, string type)
    {
        _world.Tree.Write($"{path}/n.md", "A note.");
        var command = Assert.Single(await _world.Run(Message(path) with { ContextType = "resource" }));
        Assert.Equal(type, command.ContextType);
        Assert.All(command.Entries, entry => Assert.Equal(type, entry.ContextType));
        Assert.Equal(Uri(path).Value, command.Uri);
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();
}
