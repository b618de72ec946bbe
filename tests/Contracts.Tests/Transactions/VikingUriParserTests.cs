using System.Text;

namespace Sagas.Contracts.Tests.Transactions;

public sealed class VikingUriParserTests
{
    [Theory]
    [InlineData("viking://resources")]
    [InlineData("viking://user")]
    [InlineData("viking://agent")]
    [InlineData("viking://session")]
    [InlineData("viking://resources/a")]
    [InlineData("viking://resources/a/b/c.md")]
    [InlineData("viking://resources/.hidden")]
    [InlineData("viking://resources/...")]
    [InlineData("viking://resources/..a")]
    [InlineData("viking://resources/a..")]
    [InlineData("viking://resources/a.")]
    [InlineData("viking://resources/ a b ")]
    [InlineData("viking://resources/%2e%2e")]
    [InlineData("viking://resources/%2F")]
    [InlineData("viking://resources/a?b#c")]
    [InlineData("viking://resources/ab:c")]
    [InlineData("viking://resources/ab:")]
    [InlineData("viking://resources/1:")]
    [InlineData("viking://resources/~")]
    [InlineData("viking://resources/*")]
    [InlineData("viking://resources/sagas")]
    [InlineData("viking://resources/.sagas2")]
    [InlineData("viking://resources/.sagas-data")]
    [InlineData("viking://resources/a.sagas")]
    [InlineData("viking://resources/..sagas")]
    [InlineData("viking://resources/é")]
    [InlineData("viking://resources/日本語/説明.md")]
    [InlineData("viking://resources/😀")]
    [InlineData("viking://resources/\u200d")]
    [InlineData("viking://user/alice/memories")]
    [InlineData("viking://session/alice/s1/messages.jsonl")]
    [InlineData("viking://agent/skills/x")]
    public void Parse_LegalText_IsKeptAsItIs(string text)
    {
        Assert.Equal(text, VikingUriParser.Parse(text, "uri").Value);
    }

    [Theory]
    [InlineData("viking://resources/", "viking://resources")]
    [InlineData("viking://resources/a/", "viking://resources/a")]
    [InlineData("viking://resources/e\u0301", "viking://resources/\u00e9")]
    [InlineData("viking://resources/\u212Aelvin", "viking://resources/Kelvin")]
    [InlineData("viking://resources/\u2126", "viking://resources/\u03a9")]
    [InlineData("viking://resources/\u1112\u1161\u11ab", "viking://resources/\ud55c")]
    public void Parse_OtherSpelling_BecomesCanonical(string text, string canonical)
    {
        Assert.Equal(canonical, VikingUriParser.Parse(text, "uri").Value);
    }

    [Theory]
    [InlineData(null, "is missing")]
    [InlineData("", "is missing")]
    [InlineData("resources/a", "does not start with")]
    [InlineData("/resources/a", "does not start with")]
    [InlineData("viking:/resources/a", "does not start with")]
    [InlineData("viking:resources", "does not start with")]
    [InlineData("VIKING://resources", "does not start with")]
    [InlineData("Viking://resources", "does not start with")]
    [InlineData(" viking://resources", "does not start with")]
    [InlineData("file:///etc/passwd", "does not start with")]
    [InlineData("http://resources", "does not start with")]
    [InlineData("C:\\windows", "does not start with")]
    [InlineData("\ufeffviking://resources", "does not start with")]
    [InlineData("viking://", "names no scope")]
    [InlineData("viking:///", "names no scope")]
    [InlineData("viking:////", "unknown scope")]
    [InlineData("viking:///resources", "unknown scope")]
    [InlineData("viking://temp", "unknown scope")]
    [InlineData("viking://queue/a", "unknown scope")]
    [InlineData("viking://upload", "unknown scope")]
    [InlineData("viking://Resources/a", "unknown scope")]
    [InlineData("viking://resources ", "unknown scope")]
    [InlineData("viking://..", "unknown scope")]
    [InlineData("viking://../etc", "unknown scope")]
    [InlineData("viking://.sagas", "unknown scope")]
    [InlineData("viking://~", "unknown scope")]
    [InlineData("viking://~/a", "unknown scope")]
    [InlineData("viking://resources\\a", "unknown scope")]
    [InlineData("viking://resources//", "empty segment")]
    [InlineData("viking://resources//a", "empty segment")]
    [InlineData("viking://resources/a//b", "empty segment")]
    [InlineData("viking://resources/a//", "empty segment")]
    [InlineData("viking://resources/.", "the segment '.'")]
    [InlineData("viking://resources/./", "the segment '.'")]
    [InlineData("viking://resources/./a", "the segment '.'")]
    [InlineData("viking://resources/..", "the segment '..'")]
    [InlineData("viking://resources/../", "the segment '..'")]
    [InlineData("viking://resources/a/../b", "the segment '..'")]
    [InlineData("viking://resources/a/../../..", "the segment '..'")]
    [InlineData("viking://resources/a\\b", "backslash")]
    [InlineData("viking://resources/..\\..\\b", "backslash")]
    [InlineData("viking://resources/a\0", "control character")]
    [InlineData("viking://resources/a\0.md", "control character")]
    [InlineData("viking://resources/a\nb", "control character")]
    [InlineData("viking://resources/\u001b[2J", "control character")]
    [InlineData("viking://resources/\u007f", "control character")]
    [InlineData("viking://resources/\u0085", "control character")]
    [InlineData("viking://resources/C:", "drive prefix")]
    [InlineData("viking://resources/c:a", "drive prefix")]
    [InlineData("viking://resources/C:/windows", "drive prefix")]
    [InlineData("viking://resources/\u212A:", "drive prefix")]
    [InlineData("viking://resources/a/.sagas", "reserved")]
    [InlineData("viking://resources/.sagas/tx", "reserved")]
    [InlineData("viking://user/default/.sagas", "reserved")]
    public void Parse_IllegalText_IsRefusedWithTheReason(string? text, string reason)
    {
        var refused = Assert.Throws<RefusedException>(() => VikingUriParser.Parse(text, "target"));
        Assert.Equal(ErrorCode.InvalidArgument, refused.Reason.Code);
        Assert.Contains(reason, refused.Reason.Message, StringComparison.Ordinal);
        Assert.StartsWith("target ", refused.Reason.Message, StringComparison.Ordinal);
        Assert.Equal("target", refused.Reason.Details!["field"]);
        Assert.DoesNotContain(refused.Reason.Message, char.IsControl);
        Assert.DoesNotContain(refused.Reason.Details["uri"], char.IsControl);
    }

    // No theory: attributes are stored in UTF-8, which cannot hold what is tested here.
    [Fact]
    public void Parse_UnpairedSurrogate_IsRefused()
    {
        string[] paths = ["resources/\ud800", "resources/a\udc00b", "resources/\udc00\ud800", "\ud800", "user/a\ud83d"];
        foreach (var path in paths)
        {
            var refused = Assert.Throws<RefusedException>(() => VikingUriParser.Parse("viking://" + path, "uri"));
            Assert.Contains("well-formed", refused.Reason.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData('n', 255, true)]
    [InlineData('n', 256, false)]
    [InlineData('é', 127, true)]
    [InlineData('é', 128, false)]
    [InlineData('語', 85, true)]
    [InlineData('語', 86, false)]
    // Three bytes as sent, six as stored: the stored form counts.
    [InlineData('\u0958', 42, true)]
    [InlineData('\u0958', 43, false)]
    [InlineData('\u0958', 85, false)]
    public void Parse_LongSegment_IsBoundedInStoredBytes(char letter, int count, bool legal)
    {
        AssertLegal("viking://resources/" + new string(letter, count), legal, "longer than 255 bytes");
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void Parse_DeepPath_IsBoundedBySegments(int segments, bool legal)
    {
        var text = "viking://resources" + string.Concat(Enumerable.Repeat("/a", segments - 1));
        AssertLegal(text, legal, "deeper than 64");
    }

    [Theory]
    [InlineData(3072, true)]
    [InlineData(3073, false)]
    public void Parse_LongUri_IsBoundedInBytes(int bytes, bool legal)
    {
        var text = new StringBuilder("viking://resources");
        while (text.Length + 201 <= bytes)
            text.Append('/').Append('n', 200);
        text.Append('/').Append('n', bytes - text.Length);
        AssertLegal(text.ToString(), legal, "longer than 3072 bytes");
    }

    static void AssertLegal(string text, bool legal, string reason)
    {
        var thrown = Record.Exception(() => VikingUriParser.Parse(text, "uri"));
        if (legal)
            Assert.Null(thrown);
        else
            Assert.Contains(reason, Assert.IsType<RefusedException>(thrown).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("viking://session/s1", "viking://user/alice/sessions/s1")]
    [InlineData("viking://session/s1/history/", "viking://user/alice/sessions/s1/history")]
    [InlineData("viking://session", "viking://session")]
    [InlineData("viking://session/", "viking://session")]
    public void Parse_LegacySessionOfACaller_IsOneOfTheirOwn(string text, string expected) =>
        Assert.Equal(expected, VikingUriParser.Parse(text, "uri", new Caller("acme", "alice")).Value);

    [Theory]
    [InlineData("viking://session/../x")]
    [InlineData("viking://session//x")]
    public void Parse_LegacySession_IsCheckedLikeAnyOther(string text) => Assert.Throws<RefusedException>(
        () => VikingUriParser.Parse(text, "uri", new Caller("acme", "alice")));
}
