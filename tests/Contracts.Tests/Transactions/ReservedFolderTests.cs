namespace Sagas.Contracts.Tests.Transactions;

public sealed class ReservedFolderTests
{
    [Theory]
    [InlineData(".sagas")]
    [InlineData(".SAGAS")]
    [InlineData(".Sagas")]
    [InlineData(".sAgAs")]
    [InlineData(".sagas.")]
    [InlineData(".sagas...")]
    [InlineData(".sagas ")]
    [InlineData(".sagas . .")]
    [InlineData("\uff0esagas")]
    [InlineData("\u2024sagas")]
    [InlineData("\ufe52sagas")]
    [InlineData(".\uff53agas")]
    [InlineData(".\uff33\uff21\uff27\uff21\uff33")]
    [InlineData(".\u017faga\u017f")]
    [InlineData(".\u24e2agas")]
    [InlineData(".\U0001D42Cagas")]
    [InlineData(".s\u00aagas")]
    [InlineData(".sa\u200bgas")]
    [InlineData(".sa\u200dgas")]
    [InlineData("\u202e.sagas")]
    [InlineData("\ufeff.sagas")]
    [InlineData(".sagas\u2060")]
    [InlineData(".s\u00adagas")]
    [InlineData(".sagas\u200e.")]
    [InlineData(".sagas\ufe0f")]
    [InlineData(".sa\u034fgas")]
    [InlineData(".sagas\u3164")]
    [InlineData(".sagas\uffa0")]
    [InlineData(".sa\U000E0041gas")]
    [InlineData(".sa\U000E0100gas")]
    public void Parse_ReservedNameInAnyForm_IsRefused(string name)
    {
        Assert.Equal("names the reserved folder", VikingUriParser.ReasonAgainstSegment(name));
        foreach (var text in new[] { $"viking://resources/{name}", $"viking://user/u/{name}/tx" })
        {
            var refused = Assert.Throws<RefusedException>(() => VikingUriParser.Parse(text, "uri"));
            Assert.Contains("reserved", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(".sagass")]
    [InlineData("sagas.")]
    [InlineData(".s\u00e4gas")]
    [InlineData(".sagas\u0301")]
    [InlineData(".ѕagas")]
    public void Parse_OtherName_IsLegal(string name)
    {
        Assert.Null(VikingUriParser.ReasonAgainstSegment(name));
    }
}
