using Sagas.Testing.Approvals;

namespace Sagas.Contracts.Tests.Approvals;

public sealed class ApprovedTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sagas-approvals-");

    string TestFile => Path.Combine(_folder.FullName, "SomeTests.cs");

    string Verified => Path.Combine(_folder.FullName, "SomeTests.Case.verified.txt");

    string Received => Path.Combine(_folder.FullName, "SomeTests.Case.received.txt");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Matches_SameText_PassesAndTidiesUp()
    {
        File.WriteAllText(Verified, "a\nb\n");
        File.WriteAllText(Received, "old");
        Approved.Matches("a\r\nb", TestFile, "Case");
        Assert.False(File.Exists(Received));
    }

    [Fact]
    public void Matches_OtherText_FailsWithTheDifference()
    {
        File.WriteAllText(Verified, "one\ntwo\nthree\nfour\nfive\nsix\n");
        var thrown = Assert.Throws<ApprovalException>(
            () => Approved.Matches("one\ntwo\nthree\nfour\n5\nsix\n", TestFile, "Case"));
        Assert.Contains("  three\n  four\n- five\n+ 5\n  six", thrown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("one", thrown.Message, StringComparison.Ordinal);
        Assert.Equal("one\ntwo\nthree\nfour\n5\nsix\n", File.ReadAllText(Received));
    }

    [Fact]
    public void Matches_NothingApproved_Fails()
    {
        var thrown = Assert.Throws<ApprovalException>(() => Approved.Matches("a", TestFile, "Case"));
        Assert.Contains("+ a", thrown.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Verified));
    }
}
