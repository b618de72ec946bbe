using Sagas.Consumers.FileTree;
using Sagas.Consumers.Tests.Remove;
using Sagas.Contracts;

namespace Sagas.Consumers.Tests.FileTree;

public sealed class LocalUploadsTests : IDisposable
{
    const string Id = "0123456789abcdef0123456789ABCDEF";
    readonly TreeLab _lab = RemoveTreeLawTests.Lab("resources/d");
    readonly LocalUploads _uploads;

    public LocalUploadsTests() => _uploads = new LocalUploads(_lab.Paths);

    static CancellationToken Never => TestContext.Current.CancellationToken;

    public void Dispose() => _lab.Dispose();

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
        var id = await _uploads.Store(Id, fileName, new MemoryStream([1, 2, 3]), 3, Never);

        Assert.Equal("upload_0123456789abcdef0123456789abcdef" + extension, id);
        Assert.True(_uploads.Exists(id));
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(Path.Combine(_lab.Paths.Uploads, id), Never));
    }

    [Fact]
    public async Task Store_OverTheLimit_IsRefusedAndKeepsNothing()
    {
        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => _uploads.Store(Id, "a.md", new MemoryStream(new byte[4]), 3, Never));

        Assert.Equal(ErrorCode.ResourceExhausted, refused.Reason.Code);
        Assert.Empty(Directory.EnumerateFiles(_lab.Paths.Uploads));
    }

    [Theory]
    [InlineData("upload_0123456789abcdef0123456789abcdef.md")]
    [InlineData("upload_../../../secret")]
    [InlineData("upload_0123456789abcdef0123456789abcdef/../x.zip")]
    [InlineData("upload_0123456789abcdef0123456789abcdef.zip.part")]
    [InlineData("")]
    public async Task Exists_OtherIds_IsFalse(string uploadId)
    {
        await _uploads.Store(Id, "a.zip", new MemoryStream([1]), 3, Never);

        Assert.False(_uploads.Exists(uploadId));
    }

    [Fact]
    public async Task Sweep_Old_TakesOldOnesAndTornOnes()
    {
        var id = await _uploads.Store(Id, "a.zip", new MemoryStream([1]), 3, Never);
        var torn = Path.Combine(_lab.Paths.Uploads, "upload_x.part");
        await File.WriteAllTextAsync(torn, "to", Never);
        File.SetLastWriteTimeUtc(torn, new DateTime(2020, 1, 1));

        Assert.Equal(1, _uploads.Sweep(new DateTimeOffset(2021, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        Assert.True(_uploads.Exists(id));
        Assert.False(File.Exists(torn));
    }
}
