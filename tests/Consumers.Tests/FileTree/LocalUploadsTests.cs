using Microsoft.Extensions.Time.Testing;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.Tests.Remove;
using Sagas.Contracts;

namespace Sagas.Consumers.Tests.FileTree;

public sealed class LocalUploadsTests : IDisposable
{
    const string Id = "0123456789abcdef0123456789ABCDEF";
    const string Account = "acme";
    static readonly HashSet<string> None = [];
    static readonly DateTimeOffset Cutoff = new(2021, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly TreeLab _lab = RemoveTreeLawTests.Lab("resources/d");
    readonly FakeTimeProvider _clock = new(Cutoff.AddHours(1));
    readonly LocalUploads _uploads;

    public LocalUploadsTests() => _uploads = new LocalUploads(_lab.Paths, _clock);

    static CancellationToken Never => TestContext.Current.CancellationToken;

    public void Dispose() => _lab.Dispose();

    string At(string id) => Path.Combine(_lab.Paths.UploadsOf(Account), id);

    async Task<string> Old()
    {
        var id = await _uploads.Store(Account, Id, "a.zip", new MemoryStream([1]), 3, Never);
        File.SetLastWriteTimeUtc(At(id), Cutoff.AddHours(-1).UtcDateTime);
        return id;
    }

    [Theory]
    [InlineData("docs.zip", ".zip")]
    [InlineData("DOCS.ZIP", ".zip")]
    [InlineData("a.tar.gz", ".gz")]
    [InlineData("none", "")]
    [InlineData("evil.z/../../p", "")]
    [InlineData("evil.%00", "")]
    [InlineData("x.part", "")]
    [InlineData("x.aVeryLongExtensionIndeed", "")]
    public async Task Store_AnyFileName_KeepsAPlainExtensionOnly(string fileName, string extension)
    {
        var id = await _uploads.Store(Account, Id, fileName, new MemoryStream([1, 2, 3]), 3, Never);

        Assert.Equal("upload_0123456789abcdef0123456789abcdef" + extension, id);
        Assert.True(_uploads.Renew(Account, id));
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(At(id), Never));
    }

    [Fact]
    public async Task Store_OverTheLimit_IsRefusedAndKeepsNothing()
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => _uploads.Store(Account, Id, "a.md", new MemoryStream(new byte[4]), 3, Never));

        Assert.Equal(ErrorCode.ResourceExhausted, refused.Reason.Code);
        Assert.Empty(Directory.EnumerateFiles(_lab.Paths.Uploads, "*", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData("upload_0123456789abcdef0123456789abcdef.md")]
    [InlineData("upload_../../../secret")]
    [InlineData("upload_0123456789abcdef0123456789abcdef/../x.zip")]
    [InlineData("upload_0123456789abcdef0123456789abcdef.zip.part")]
    [InlineData("")]
    public async Task Renew_OtherIds_IsFalse(string uploadId)
    {
        await _uploads.Store(Account, Id, "a.zip", new MemoryStream([1]), 3, Never);

        Assert.False(_uploads.Renew(Account, uploadId));
    }

    [Fact]
    public async Task Renew_OfAnotherAccount_IsFalse()
    {
        var id = await _uploads.Store(Account, Id, "a.zip", new MemoryStream([1]), 3, Never);

        Assert.False(_uploads.Renew("other", id));
    }

    [Fact]
    public async Task Sweep_Old_TakesOldOnesAndTornOnes()
    {
        var id = await Old();
        var torn = Path.Combine(_lab.Paths.Uploads, "upload_x.part");
        await File.WriteAllTextAsync(torn, "to", Never);
        File.SetLastWriteTimeUtc(torn, new DateTime(2020, 1, 1));
        var young = await _uploads.Store(Account, new string('a', 32), "a.zip", new MemoryStream([1]), 3, Never);

        Assert.Equal(2, _uploads.Sweep(Cutoff, None));
        Assert.Equal([young], Directory.EnumerateFiles(
            _lab.Paths.Uploads, "*", SearchOption.AllDirectories).Select(Path.GetFileName));
        Assert.False(_uploads.Renew(Account, id));
    }

    [Fact]
    public async Task Sweep_OldAndNeeded_LeavesIt()
    {
        var id = await Old();

        Assert.Equal(0, _uploads.Sweep(Cutoff, new HashSet<string> { id }));
        Assert.True(File.Exists(At(id)));
    }

    [Fact]
    public async Task Sweep_OldAndRenewed_LeavesIt()
    {
        var id = await Old();

        Assert.True(_uploads.Renew(Account, id));

        Assert.Equal(0, _uploads.Sweep(Cutoff, None));
        Assert.True(File.Exists(At(id)));
    }
}
