namespace Sagas.Contracts.Tests.Transactions;

public sealed class MemoryFileTests
{
    [Theory]
    [InlineData("Green tea", "green-tea")]
    [InlineData("  Green   TEA!! ", "green-tea")]
    [InlineData("a/b\\..", "a-b")]
    [InlineData("Über Tee", "über-tee")]
    [InlineData("緑茶", "緑茶")]
    [InlineData("...", "notes")]
    [InlineData("", "notes")]
    [InlineData("\uD800", "notes")]
    [InlineData("\u0000\n", "notes")]
    public void Slug_OfAnyTopic_IsALegalName(string topic, string expected)
    {
        var slug = MemoryFile.Slug(topic);

        Assert.Equal(expected, slug);
        Assert.Null(VikingUriParser.ReasonAgainstSegment(slug + ".md"));
    }

    [Fact]
    public void Slug_OfALongTopic_IsCut()
    {
        Assert.Equal(60, MemoryFile.Slug(new string('x', 500)).Length);
        Assert.True(System.Text.Encoding.UTF8.GetByteCount(MemoryFile.Slug(new string('緑', 500))) <= 180);
    }

    [Fact]
    public void Of_AMemory_LiesInTheFolderOfItsCategory()
    {
        var memory = new Memory(MemoryCategory.Facts, "Green tea", "Tea is green.");

        Assert.Equal("viking://user/alice/memories/facts/green-tea.md", MemoryFile.Of("alice", memory).Value);
    }
}
