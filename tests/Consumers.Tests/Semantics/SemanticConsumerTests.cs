using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sagas.Consumers.Semantics;
using Sagas.Contracts;
using static Sagas.Consumers.Tests.Semantics.SemanticWorld;
using static Sagas.Consumers.Tests.VectorIndex.Sample;

namespace Sagas.Consumers.Tests.Semantics;

public sealed class SemanticConsumerTests : IAsyncLifetime
{
    SemanticWorld _world = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = await Start();

    void ArrangeDocs()
    {
        _world.Tree.Write("resources/docs/locks.md", "# Path locks\n\nA path lock belongs to a transaction.");
        _world.Tree.Write("resources/docs/guide/start.md", "# Start\n\nInstall it. Then run the demo.");
        _world.Tree.Write("resources/docs/.hidden", "secret");
    }

    [Fact]
    public async Task Consume_NewTree_SendsOneCommandPerDirectoryChildrenFirst()
    {
        ArrangeDocs();
        var commands = await _world.Run(Message("resources/docs"));
        Assert.Equal(["viking://resources/docs/guide", "viking://resources/docs"], commands.Select(c => c.Uri));
        var docs = commands[1];
        Assert.Equal(
            [("locks.md", 2), ("docs", 0), ("docs", 1)], docs.Entries.Select(e => (e.Uri.Name, e.Level)));
        Assert.Contains("locks.md", docs.Overview, StringComparison.Ordinal);
        Assert.Contains("guide", docs.Overview, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", docs.Overview, StringComparison.Ordinal);
        Assert.Equal(["locks.md"], docs.Sources.Select(s => s.Name));
        Assert.Equal("Path locks: A path lock belongs to a transaction.", docs.Entries[0].Abstract);
        Assert.All(commands, c => Assert.Equal(("default", "default", 3600), (c.Account, c.User, c.WaitSeconds)));
        Assert.All(commands, c => Assert.Empty(c.Gone));
        Assert.All(commands, c => Assert.InRange(c.Abstract!.Length, 1, 256));
    }

    [Fact]
    public async Task Consume_NothingChanged_SendsNothingAndAsksNoModel()
    {
        ArrangeDocs();
        await _world.RunAndApply(Message("resources/docs"));
        var asked = _world.Models.Asked;
        Assert.Empty(await _world.Run(Message("resources/docs", transaction: 2)));
        Assert.Empty(await _world.Run(Message("resources/docs", transaction: 3, recursive: false)));
        Assert.Equal(asked, _world.Models.Asked);
    }

    [Fact]
    public async Task Consume_OneFileChanged_EmbedsItAndWhatFollowsFromIt()
    {
        ArrangeDocs();
        _world.Tree.Write("resources/docs/other/same.md", "# Same\n\nIt stays.");
        await _world.RunAndApply(Message("resources/docs"));
        _world.Models.Files.Clear();
        _world.Models.Directories.Clear();
        _world.Tree.Write("resources/docs/guide/start.md", "# Start\n\nIt is quite another text now.");
        var commands = await _world.RunAndApply(Message("resources/docs", transaction: 2));
        Assert.Equal(["viking://resources/docs/guide", "viking://resources/docs"], commands.Select(c => c.Uri));
        Assert.Single(_world.Models.Files);
        Assert.Equal(["guide", "docs"], _world.Models.Directories);
        Assert.DoesNotContain(commands[1].Entries, entry => entry.Level == 2);
    }

    [Fact]
    public async Task Consume_SameMessageTwice_SendsNothingTheSecondTime()
    {
        ArrangeDocs();
        Assert.NotEmpty(await _world.Run(Message("resources/docs")));
        Assert.Empty(await _world.Run(Message("resources/docs")));
        Assert.NotEmpty(await _world.Run(Message("resources/docs") with { Action = "another" }));
    }

    [Fact]
    public async Task Consume_RedeliveredBeforeTheLedger_SendsTheSameTransactions()
    {
        ArrangeDocs();
        var first = await _world.Run(Message("resources/docs"));
        await _world.Index.Database.Write(db => db.Run("DELETE FROM ledger"), Stop);
        var second = await _world.Run(Message("resources/docs"));
        Assert.Equal(first.Select(c => c.TransactionId), second.Select(c => c.TransactionId));
        Assert.Equal(2, first.Select(c => c.TransactionId).Distinct().Count());
        var other = await _world.Run(Message("resources/docs", transaction: 2));
        Assert.Empty(first.Select(c => c.TransactionId).Intersect(other.Select(c => c.TransactionId)));
    }

    [Fact]
    public async Task Consume_DirectoryIsGone_IsSkippedForGood()
    {
        Assert.Empty(await _world.Run(Message("resources/docs")));
        ArrangeDocs();
        Assert.Empty(await _world.Run(Message("resources/docs")));
        Assert.True(await _world.Index.Ledger.Has(Message("resources/docs"), Stop));
    }

    [Fact]
    public async Task Consume_AFile_RefreshesItsDirectory()
    {
        ArrangeDocs();
        var commands = await _world.Run(Message("resources/docs/locks.md"));
        Assert.Equal("viking://resources/docs", Assert.Single(commands).Uri);
    }

    [Fact]
    public async Task Consume_NotRecursive_UsesTheChildrensAbstracts()
    {
        ArrangeDocs();
        _world.Tree.Write("resources/docs/guide/.abstract.md", "How to begin.");
        var command = Assert.Single(await _world.Run(Message("resources/docs", recursive: false)));
        Assert.Contains("**guide**: How to begin.", command.Overview, StringComparison.Ordinal);
        Assert.DoesNotContain(command.Entries, entry => entry.Uri == Uri("resources/docs/guide/start.md"));
    }

    [Fact]
    public async Task Consume_AbstractChanged_RefreshesTheParentsWithItUpToBelowTheScope()
    {
        _world.Tree.Write("resources/top/mid/low/f.md", "# One\n\nThe first text.");
        await _world.RunAndApply(Message("resources/top"));
        _world.Tree.Write("resources/top/mid/low/f.md", "# Two\n\nThe second text.");
        var commands = await _world.RunAndApply(Message("resources/top/mid/low", transaction: 2));
        Assert.Equal(
            ["viking://resources/top/mid/low", "viking://resources/top/mid", "viking://resources/top"],
            commands.Select(c => c.Uri));
        Assert.All(commands, c => Assert.Contains("second", c.Abstract, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Consume_AbstractUnchanged_LeavesTheParentsAlone()
    {
        _world.Tree.Write("resources/top/low/f.md", "# One\n\nThe text.");
        await _world.RunAndApply(Message("resources/top"));
        // Another content with the same summary: the entry is new, the abstracts are not.
        _world.Tree.Write("resources/top/low/f.md", "# One\n\n\n\nThe text.");
        // A parent that was looked at would have its summary written again.
        _world.Tree.Remove("resources/top/.overview.md");
        var command = Assert.Single(await _world.RunAndApply(Message("resources/top/low", transaction: 2)));
        Assert.Equal("viking://resources/top/low", command.Uri);
        Assert.Equal((null, null), (command.Abstract, command.Overview));
        Assert.Single(command.Entries);
    }

    [Fact]
    public async Task Consume_NamesAreGone_RemovesThemAlone()
    {
        ArrangeDocs();
        await _world.RunAndApply(Message("resources/docs"));
        _world.Tree.Remove("resources/docs/guide");
        var commands = await _world.RunAndApply(Message("resources/docs", transaction: 2));
        Assert.Equal(["guide"], commands[0].Gone);
        Assert.Equal(0, await _world.Index.Index.Count(Account, Uri("resources/docs/guide"), Stop));
        Assert.Equal(3, await _world.Index.Index.Count(Account, Uri("resources/docs"), Stop));
    }

    [Theory]
    [InlineData(98, 1)]
    [InlineData(99, 2)]
    [InlineData(198, 2)]
    [InlineData(250, 3)]
    public async Task Consume_WideDirectory_IsSentInParts(int files, int parts)
    {
        await Given(_world.Index, Entry("resources/wide/gone.md"));
        for (var i = 0; i < files; i++)
            _world.Tree.Write(string.Create(CultureInfo.InvariantCulture, $"resources/wide/f{i}.md"), $"Text {i}.");
        var commands = await _world.RunAndApply(Message("resources/wide"));
        Assert.Equal(["gone.md"], commands[0].Gone);
        Assert.Empty(commands[0].Entries);
        commands.RemoveAt(0);
        Assert.Equal(parts, commands.Count);
        Assert.All(commands, c => Assert.InRange(c.Entries.Count, 1, 100));
        Assert.Equal(files + 2, commands.SelectMany(c => c.Entries).Select(e => (e.Uri, e.Level)).Distinct().Count());
        Assert.All(commands.SkipLast(1), c => Assert.Equal((null, null), (c.Abstract, c.Overview)));
        Assert.All(commands.SkipLast(1), c => Assert.Equal(c.Entries.Count, c.Sources.Count));
        Assert.Equal([0, 1], commands[^1].Entries.TakeLast(2).Select(e => e.Level));
        Assert.All(commands, c => Assert.Empty(c.Gone));
        Assert.Equal(parts, commands.Select(c => c.TransactionId).Distinct().Count());
        Assert.Equal(files + 2, await _world.Index.Index.Count(Account, Uri("resources/wide"), Stop));
    }

    [Theory]
    [InlineData(new byte[] { 1, 0, 2 })]
    [InlineData(new byte[] { 0xff, 0xfe, 0x41 })]
    [InlineData(new byte[] { 0x41, 0xc3 })]
    public async Task Consume_BinaryFile_GetsAnEntryByNameOnly(byte[] content)
    {
        _world.Tree.Write("resources/docs/picture.png", content);
        var command = Assert.Single(await _world.Run(Message("resources/docs")));
        Assert.Equal("picture.png", command.Entries[0].Abstract);
        Assert.Empty(_world.Models.Files);
        Assert.Equal("picture.png\n", _world.Models.Embedded[0]);
    }

    [Fact]
    public async Task Consume_LargeFile_IsHashedWholeAndReadInPart()
    {
        var text = "x" + string.Concat(Enumerable.Repeat("ä€ words and words. ", 100_000));
        _world.Tree.Write("resources/docs/large.md", text);
        var command = Assert.Single(await _world.Run(Message("resources/docs")));
        Assert.Equal(text[..30_000], Assert.Single(_world.Models.Files));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        Assert.Equal(hash, command.Entries[0].ContentHash);
        Assert.Equal(new SourceHash("large.md", hash), Assert.Single(command.Sources));
    }

    [Theory]
    [InlineData("user/ann/notes", "ann")]
    [InlineData("resources/notes", "")]
    [InlineData("agent/notes", "")]
    public async Task Consume_PrivateSpace_IsMarkedAsItsOwners(string path, string owner)
    {
        _world.Tree.Write($"{path}/n.md", "A note.");
        var commands = await _world.Run(Message(path));
        Assert.All(commands[0].Entries, e => Assert.Equal(owner, e.OwnerSpace));
    }

    [Theory]
    [InlineData("user/ann/sessions")]
    [InlineData("user/ann/sessions/s1")]
    [InlineData("user/ann/sessions/s1/history/archive_001")]
    public async Task Consume_Session_IsNoContent(string path)
    {
        _world.Tree.Write("user/ann/sessions/s1/messages.jsonl", "{}");
        _world.Tree.Write("user/ann/sessions/s1/history/archive_001/messages.jsonl", "{}");
        Assert.Empty(await _world.Run(Message(path)));
    }

    [Fact]
    public async Task Consume_SpaceWithSessions_LeavesThemOut()
    {
        _world.Tree.Write("user/ann/notes.md", "A note.");
        _world.Tree.Write("user/ann/sessions/s1/messages.jsonl", "{}");
        var command = Assert.Single(await _world.Run(Message("user/ann")));
        Assert.Equal(["notes.md"], command.Sources.Select(s => s.Name));
        Assert.DoesNotContain("sessions", command.Overview, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consume_EmptyDirectory_SendsNothing()
    {
        _world.Tree.MakeDirectory("resources/empty");
        Assert.Empty(await _world.Run(Message("resources/empty")));
        Assert.Equal(0, _world.Models.Asked);
    }

    [Fact]
    public async Task Consume_EmptyDirectoryWithADescription_KeepsItAndIsFoundByIt()
    {
        _world.Tree.MakeDirectory("resources/empty");
        _world.Tree.Write("resources/empty/.abstract.md", "What its maker says.");
        var command = Assert.Single(await _world.RunAndApply(Message("resources/empty")));
        var entry = Assert.Single(command.Entries);
        Assert.Equal((0, "What its maker says."), (entry.Level, entry.Abstract));
        Assert.Null(command.Abstract);
        Assert.Null(command.Overview);
        Assert.Empty(_world.Models.Directories);
        Assert.Empty(await _world.Run(Message("resources/empty", transaction: 2)));

        _world.Tree.Write("resources/empty/.abstract.md", "What its maker says now.");
        Assert.Single(await _world.RunAndApply(Message("resources/empty", transaction: 3)));
        _world.Tree.Write("resources/empty/guide.md", "A guide.");
        var filled = await _world.RunAndApply(Message("resources/empty", transaction: 4));
        Assert.NotNull(filled[0].Abstract);
    }

    [Fact]
    public async Task Consume_SidecarIsGone_WritesItAgain()
    {
        ArrangeDocs();
        await _world.RunAndApply(Message("resources/docs"));
        var before = _world.Tree.Text("resources/docs/.overview.md");
        _world.Tree.Remove("resources/docs/.overview.md");
        var command = Assert.Single(await _world.RunAndApply(Message("resources/docs", transaction: 2)));
        Assert.Equal(before, command.Overview);
        Assert.Empty(command.Entries);
    }

    [Fact]
    public async Task Find_AfterIndexing_RanksTheDocumentFirst()
    {
        foreach (var (name, text) in Documents.All)
            _world.Tree.Write($"resources/manual/{name}", text);
        await _world.RunAndApply(Message("resources/manual"));
        foreach (var (question, answer) in Documents.Questions)
        {
            var vector = (await new HashingEmbedder().GenerateAsync([question], null, Stop))[0].Vector;
            var hits = await _world.Index.Index.Search(
                new() { Account = Account, Vector = vector, Levels = [2] }, Stop);
            Assert.Equal((question, answer), (question, hits[0].Uri.Name));
        }
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();
}
