using Sagas.Consumers.SessionCommit;
using Sagas.Contracts;

namespace Sagas.Consumers.Tests.SessionCommit;

public sealed class RuleMemoryExtractorTests
{
    static readonly RuleMemoryExtractor Extractor = new(new ExtractionOptions { MemoriesMax = 3 });

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static Task<Extraction> Extract(params string[] texts) =>
        Extract([.. texts.Select(t => new SpokenLine("user", t))]);

    static Task<Extraction> Extract(SpokenLine[] lines) =>
        Extractor.Extract(new Transcript("archive_001", lines, 0), new ModelCalls(() => Task.CompletedTask), Stop);

    [Theory]
    [InlineData("I prefer green tea in the morning.", MemoryCategory.Preferences)]
    [InlineData("My favourite colour is blue.", MemoryCategory.Preferences)]
    [InlineData("We decided to use PostgreSQL.", MemoryCategory.Decisions)]
    [InlineData("Let's go with the second plan.", MemoryCategory.Decisions)]
    [InlineData("I need to renew the certificate.", MemoryCategory.Tasks)]
    [InlineData("Don't forget the milk.", MemoryCategory.Tasks)]
    [InlineData("My name is Alice.", MemoryCategory.Facts)]
    [InlineData("The database is called orders.", MemoryCategory.Facts)]
    public async Task Extract_AStatement_IsOfItsCategory(string text, string category)
    {
        var memory = Assert.Single((await Extract(text)).Memories);

        Assert.Equal((category, text), (memory.Category, memory.Text));
    }

    [Theory]
    [InlineData("Do you prefer tea?")]
    [InlineData("Hello there.")]
    [InlineData("Ok.")]
    [InlineData("")]
    public async Task Extract_SmallTalk_IsNothing(string text)
    {
        Assert.Empty((await Extract(text)).Memories);
    }

    [Theory]
    [InlineData("system")]
    [InlineData("tool")]
    public async Task Extract_WhatNobodySaid_IsNothing(string role)
    {
        Assert.Empty((await Extract([new SpokenLine(role, "I prefer green tea.")])).Memories);
    }

    [Fact]
    public async Task Extract_TheSameTwice_IsOnce()
    {
        var found = await Extract("I prefer green tea.", "I prefer green tea.");

        Assert.Equal((1, 0), (found.Memories.Count, found.Dropped));
    }

    [Fact]
    public async Task Extract_TooMany_AreCounted()
    {
        var found = await Extract([.. Enumerable.Range(0, 5).Select(i => $"I prefer tea number {i} of all.")]);

        Assert.Equal((3, 2), (found.Memories.Count, found.Dropped));
    }
}
