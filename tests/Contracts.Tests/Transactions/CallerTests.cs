namespace Sagas.Contracts.Tests.Transactions;

public sealed class CallerTests
{
    [Theory]
    [InlineData(null, null, "default", "default")]
    [InlineData("", "", "default", "default")]
    [InlineData("acme", null, "acme", "default")]
    [InlineData("A-1_b", "bob", "A-1_b", "bob")]
    public void Of_LegalNames_FillsDefaults(string? account, string? user, string expectedAccount, string expectedUser)
    {
        Assert.Equal(new Caller(expectedAccount, expectedUser), Caller.Of(account, user));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a b")]
    [InlineData("é")]
    [InlineData("\0")]
    [InlineData(".sagas")]
    [InlineData("a.b")]
    [InlineData("٣")]
    public void Of_IllegalName_IsRefusedByField(string name)
    {
        var account = Assert.Throws<RefusedException>(() => Caller.Of(name, null));
        Assert.Equal("account", account.Reason.Details!["field"]);
        var user = Assert.Throws<RefusedException>(() => Caller.Of(null, name));
        Assert.Equal("user", user.Reason.Details!["field"]);
        Assert.Equal(ErrorCode.InvalidArgument, user.Reason.Code);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Of_LongName_IsBounded(int length, bool legal)
    {
        var thrown = Record.Exception(() => Caller.Of(new string('n', length), null));
        Assert.Equal(legal, thrown is null);
    }

    [Theory]
    [InlineData("viking://resources/x", true)]
    [InlineData("viking://agent/bob/x", true)]
    [InlineData("viking://user", true)]
    [InlineData("viking://user/alice", true)]
    [InlineData("viking://user/alice/x", true)]
    [InlineData("viking://user/bob", false)]
    [InlineData("viking://user/bob/x", false)]
    [InlineData("viking://user/alice2", false)]
    [InlineData("viking://user/ALICE", false)]
    [InlineData("viking://session", true)]
    [InlineData("viking://session/alice/s1", true)]
    [InlineData("viking://session/bob/s1", false)]
    public void MaySee_OtherSpaces_OnlyAsRoot(string text, bool visible)
    {
        var uri = VikingUriParser.Parse(text, "uri");
        Assert.Equal(visible, new Caller("default", "alice").MaySee(uri));
        Assert.True(new Caller("default", "alice", IsRoot: true).MaySee(uri));
    }

    [Theory]
    [InlineData("viking://~", "viking://user/alice")]
    [InlineData("viking://~/", "viking://user/alice")]
    [InlineData("viking://~/notes/x", "viking://user/alice/notes/x")]
    public void Parse_HomeAlias_IsTheCallersSpace(string text, string canonical)
    {
        Assert.Equal(canonical, VikingUriParser.Parse(text, "uri", new Caller("default", "alice")).Value);
    }

    [Theory]
    [InlineData("viking://user/bob/x", "another user's space")]
    [InlineData("viking://~bob/x", "unknown scope")]
    [InlineData("viking://~/../bob", "the segment '..'")]
    [InlineData("viking://~//bob", "empty segment")]
    public void Parse_OutsideTheCallersSpace_IsRefused(string text, string reason)
    {
        var refused = Assert.Throws<RefusedException>(
            () => VikingUriParser.Parse(text, "uri", new Caller("default", "alice")));
        Assert.Contains(reason, refused.Message, StringComparison.Ordinal);
    }
}
