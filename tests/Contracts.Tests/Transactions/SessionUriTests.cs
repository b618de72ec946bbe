namespace Sagas.Contracts.Tests.Transactions;

public sealed class SessionUriTests
{
    [Fact]
    public void Of_UserAndId_IsTheFolder() =>
        Assert.Equal("viking://user/alice/sessions/20260822-ab", SessionUri.Of("alice", "20260822-ab").Value);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(".meta")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a\0")]
    [InlineData("c:")]
    public void Of_BadId_IsRefused(string? id)
    {
        var refused = Assert.Throws<RefusedException>(() => SessionUri.Of("a", id));
        Assert.Equal(ErrorCode.InvalidArgument, refused.Reason.Code);
    }

    [Theory]
    [InlineData(1, "archive_001")]
    [InlineData(999, "archive_999")]
    [InlineData(1000, "archive_1000")]
    public void ArchiveName_Number_ThereAndBack(int number, string name)
    {
        Assert.Equal(name, SessionUri.ArchiveName(number));
        Assert.Equal(number, SessionUri.ArchiveNumber(name));
    }

    [Theory]
    [InlineData("archive_1")]
    [InlineData("archive_0001")]
    [InlineData("archive_000")]
    [InlineData("archive_-01")]
    [InlineData("archive_ 01")]
    [InlineData("archive_99999999999")]
    [InlineData("notes")]
    public void ArchiveNumber_NoArchive_IsNull(string name) => Assert.Null(SessionUri.ArchiveNumber(name));

    [Theory]
    [InlineData("viking://user/a/sessions", true, false, false)]
    [InlineData("viking://user/a/sessions/s", true, true, false)]
    [InlineData("viking://user/a/sessions/s/history/archive_001", true, false, true)]
    [InlineData("viking://user/a/sessions/s/messages.jsonl", true, false, true)]
    [InlineData("viking://session", true, false, false)]
    [InlineData("viking://user/a/memories", false, false, false)]
    [InlineData("viking://resources/a/sessions/s/t", false, false, false)]
    public void Is_Uri_Tells(string text, bool isPrivate, bool isSession, bool isInSession)
    {
        var uri = VikingUriParser.Parse(text, "uri");
        Assert.Equal(
            (isPrivate, isSession, isInSession),
            (SessionUri.IsPrivateToSessions(uri), SessionUri.IsSession(uri), SessionUri.IsInSession(uri)));
    }
}
