using Sagas.Host.Cli.Adding;

namespace Sagas.Host.Tests.Cli;

/// <summary>What is added by hand has names and sizes of all kinds.</summary>
public sealed class AddTests : ServiceTests, IDisposable
{
    const int UploadBytes = 1_000_000;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sagas-cli-");

    internal override (string, string)[] Settings =>
        [("Sagas:Limits:UploadBytes", UploadBytes.ToString(System.Globalization.CultureInfo.InvariantCulture))];

    public void Dispose() => _folder.Delete(recursive: true);

    string At(string name) => Path.Combine(_folder.FullName, name);

    [Theory]
    [InlineData("a\"b.md", ".md")]
    [InlineData("a\nb.md", ".md")]
    [InlineData("Maße.m\"d", "")]
    [InlineData("archive.tar.GZ", ".GZ")]
    public async Task Add_NameThatNoHeaderCarries_KeepsItsExtension(string name, string extension)
    {
        await File.WriteAllTextAsync(At(name), "hello", TestContext.Current.CancellationToken);

        var run = await CliRun.Of("add", At(name), "--to", "viking://resources/x", "--url", Service.Url);

        // A name with a line break is none that the tree takes; that is for the service to say.
        Assert.Equal(name.Contains('\n', StringComparison.Ordinal) ? 1 : 0, run.Exit);
        Assert.Equal(extension, Path.GetExtension(Service.Uploads.Stored.Single().Key));
    }

    [Theory]
    [InlineData(UploadBytes + 1)]
    [InlineData(50 * UploadBytes)]
    public async Task Add_MoreThanAnUploadMayHave_IsRefusedWithTheLimit(int bytes)
    {
        await using (var file = File.Create(At("big.bin")))
            file.SetLength(bytes);

        var run = await CliRun.Of("add", At("big.bin"), "--url", Service.Url);

        Assert.Equal((1, ""), (run.Exit, run.Out));
        Assert.StartsWith("RESOURCE_EXHAUSTED", run.Error, StringComparison.Ordinal);
        Assert.Contains("1000000", run.Error, StringComparison.Ordinal);
        Assert.Empty(Service.Transactions.Submitted);
    }

    [Fact]
    public async Task CountingStream_FileGrows_EndsWhereItEndedBefore()
    {
        using var file = new MemoryStream();
        file.Write("hello"u8);
        file.Position = 0;
        var read = new List<long>();
        await using var counted = new CountingStream(file, read.Add);
        file.SetLength(20);
        using var copy = new MemoryStream();

        await counted.CopyToAsync(copy, TestContext.Current.CancellationToken);

        Assert.Equal("hello"u8, copy.ToArray());
        Assert.Equal(5, read[^1]);
    }
}
