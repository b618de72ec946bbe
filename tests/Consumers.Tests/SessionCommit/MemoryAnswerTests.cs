using System.Text.Json;
using Sagas.Consumers.SessionCommit;
using Sagas.Contracts;

namespace Sagas.Consumers.Tests.SessionCommit;

/// <summary>What models answer, and what becomes of it.</summary>
public sealed class MemoryAnswerTests
{
    const string Good = """{"category":"facts","topic":"Tea","text":"Tea is hot."}""";

    static FoundMemories Read(string answer, int max = 10)
    {
        var found = new FoundMemories(max);
        MemoryAnswer.Read(answer, found);
        return found;
    }

    [Theory]
    [InlineData($$"""{"memories":[{{Good}}]}""")]
    [InlineData($$"""{"memories":[{{Good}},]}""")]
    [InlineData($$"""Here it is: ```json {"memories":[{{Good}}],"more":1} ``` Bye.""")]
    [InlineData("""{"memories":[{"category":" Fact ","topic":"Tea","text":" Tea is hot. "}]}""")]
    public void Read_WhatWasAskedFor_IsAMemory(string answer)
    {
        Assert.Equal(new Memory("facts", "Tea", "Tea is hot."), Assert.Single(Read(answer).Memories));
    }

    [Theory]
    [InlineData("7")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"category":"gossip","topic":"Tea","text":"Tea is hot."}""")]
    [InlineData("""{"topic":"Tea","text":"Tea is hot."}""")]
    [InlineData("""{"category":"facts","topic":"Tea"}""")]
    [InlineData("""{"category":"facts","topic":"Tea","text":"  "}""")]
    [InlineData("""{"category":["facts"],"topic":"Tea","text":{"a":1}}""")]
    public void Read_OneBadItem_IsDroppedAndTheOthersStay(string bad)
    {
        var found = Read($$"""{"memories":[{{bad}},{{Good}}]}""");

        Assert.Equal((1, 1), (found.Memories.Count, found.Dropped));
    }

    [Fact]
    public void Read_ATextThatIsTooLong_IsDropped()
    {
        var text = new string('x', Memory.TextCharsMax + 1);

        var found = Read($$"""{"memories":[{"category":"facts","topic":"Tea","text":"{{text}}"}]}""");

        Assert.Equal((0, 1), (found.Memories.Count, found.Dropped));
    }

    [Fact]
    public void Read_NoTopic_IsNamedByItsWords()
    {
        var found = Read("""{"memories":[{"category":"facts","text":"The green tea is hot."}]}""");

        Assert.Equal("green tea hot", Assert.Single(found.Memories).Topic);
    }

    [Fact]
    public void Read_ALongTopic_IsCut()
    {
        var topic = new string('x', 500);

        var found = Read($$"""{"memories":[{"category":"facts","topic":"{{topic}}","text":"Tea is hot."}]}""");

        Assert.True(Assert.Single(found.Memories).Topic.Length <= Memory.TopicCharsMax);
    }

    [Fact]
    public void Read_MoreThanTheLimit_IsCounted()
    {
        var items = string.Join(',', Enumerable.Range(0, 5)
            .Select(i => Good.Replace("hot", $"hot {i}", StringComparison.Ordinal)));

        var found = Read($$"""{"memories":[{{items}}]}""", max: 2);

        Assert.Equal((2, 3), (found.Memories.Count, found.Dropped));
    }

    public static TheoryData<string> UselessAnswers =>
    [
        "", "  \n", "I am sorry, I cannot do that.", "{", """{"memories":[{"category":"facts","to""",
        """{"memories":"none"}""", """{"other":[]}""", "[]", "\"memories\"", "42", new string('{', 5_000),
        """{"memories":[]}""" + new string(' ', 1_000_001),
    ];

    [Theory, MemberData(nameof(UselessAnswers))]
    public void Read_AnythingElse_IsAFailureThatMayPass(string answer)
    {
        var thrown = Assert.Throws<ExtractionException>(() => Read(answer));

        Assert.False(thrown.IsFinal);
        Assert.StartsWith("The model answered", thrown.Reason.Message, StringComparison.Ordinal);
        Assert.True(thrown.Reason.Message.Length < 300);
    }

    [Fact]
    public void Read_AnyBeginningOfAGoodAnswer_NeverBreaksOtherwise()
    {
        var whole = $$"""{"memories":[{{Good}}]}""";
        for (var length = 0; length < whole.Length; length++)
            Assert.Throws<ExtractionException>(() => Read(whole[..length]));
        Assert.NotNull(JsonDocument.Parse(whole));
    }
}
