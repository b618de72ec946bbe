using System.Diagnostics;
using System.IO.Compression;
using Sagas.Host.Cli;
using Sagas.Host.Cli.Adding;

namespace Sagas.Host.Tests.Cli;

public sealed class FolderZipTests : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sagas-zip-");
    readonly List<string> _warnings = [];

    string Source => Path.Combine(_folder.FullName, "source");

    string Archive => Path.Combine(_folder.FullName, "archive.zip");

    public FolderZipTests()
    {
        Directory.CreateDirectory(Source);
        File.WriteAllText(At("a.md"), "text");
    }

    [Fact]
    public async Task Pack_NamesOfAllKinds_KeepsThem()
    {
        string[] names = ["a.md", "Maße für Käufer.md", "deep/er/x.txt", "weird';$(x)&%.txt", "empty.txt"];
        foreach (var name in names)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
            File.WriteAllText(At(name), name == "empty.txt" ? "" : "text");
        }

        Assert.Equal(names.Length, await Pack());

        await using var zip = await ZipFile.OpenReadAsync(Archive, TestContext.Current.CancellationToken);
        Assert.Equal(
            names.Order(StringComparer.Ordinal), zip.Entries.Select(e => e.FullName).Order(StringComparer.Ordinal));
        Assert.Empty(_warnings);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../../outside")]
    [InlineData("..")]
    public async Task Pack_LinkThatLeadsOutside_IsRefusedByName(string target)
    {
        File.CreateSymbolicLink(At("link"), target);

        var refusal = await Assert.ThrowsAsync<ServiceException>(Pack);

        Assert.Equal("INVALID_ARGUMENT", refusal.Code);
        Assert.Contains("source/link is a symbolic link", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pack_LinkThatStaysInside_IsLeftOutAndTold()
    {
        File.CreateSymbolicLink(At("link"), "a.md");

        Assert.Equal(1, await Pack());
        Assert.Contains("link", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pack_Fifo_IsRefusedByNameInsteadOfWaitedFor()
    {
        using var made = Process.Start("mkfifo", [At("pipe")]);
        await made.WaitForExitAsync(TestContext.Current.CancellationToken);

        var refusal = await Assert.ThrowsAsync<ServiceException>(Pack);

        Assert.Contains("pipe is a device, a socket or a FIFO", refusal.Message, StringComparison.Ordinal);
    }

    string At(string name) => Path.Combine(Source, name);

    async Task<int> Pack()
    {
        await using var archive = File.Create(Archive);
        return await FolderZip.Pack(
            Source, archive, _ => { }, _warnings.Add, TestContext.Current.CancellationToken);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
