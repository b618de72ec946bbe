using System.IO.Compression;
using System.Text;
using Sagas.Consumers.FileTree;
using Sagas.Contracts;
using Sagas.Testing.Steps;

namespace Sagas.Consumers.Tests.AddResource;

public sealed class ZipAttackTests
{
    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../up.md")]
    [InlineData("a/../../up.md")]
    [InlineData("a/./b.md")]
    [InlineData("a//b.md")]
    [InlineData("..\\up.md")]
    [InlineData("a\\b.md")]
    [InlineData("C:/windows.md")]
    [InlineData("a/C:x.md")]
    [InlineData("nul\0name.md")]
    [InlineData("line\nbreak.md")]
    [InlineData(".sagas/tx/x")]
    [InlineData("a/.SAGAS")]
    [InlineData("a/.sagas.")]
    [InlineData("a/\uFF0Esagas/x")]
    [InlineData("/")]
    public async Task Execute_EntryWithABadName_IsRefusedByNameBeforeAnythingIsWritten(string name)
    {
        using var lab = StageLabs.StageZip(zip =>
        {
            zip.Add("good.md");
            zip.Add(name);
        });
        var before = await lab.Snapshot();

        var reason = await lab.Refused();

        Assert.Equal(ErrorCode.InvalidArgument, reason.Code);
        Assert.Contains("entry", reason.Details!.Keys);
        Assert.Equal(before, await lab.Snapshot());
        Assert.True(lab.LeftNothing());
    }

    [Theory]
    [InlineData("a.md", "a.md")]
    [InlineData("a.md", "A.md")]
    [InlineData("d/a.md", "D/b.md")]
    [InlineData("caf\u00e9.md", "cafe\u0301.md")]
    [InlineData("a", "a/b")]
    [InlineData("a/b", "a")]
    [InlineData("\uFB01le", "file")]
    public async Task Execute_NamesThatMeet_AreRefused(string one, string other)
    {
        using var lab = StageLabs.StageZip(zip =>
        {
            zip.Add(one);
            zip.Add(other);
        });

        Assert.Equal(ErrorCode.InvalidArgument, (await lab.Refused()).Code);
    }

    [Theory]
    [InlineData(0xA1FF)]
    [InlineData(0x11B6)]
    [InlineData(0x21B6)]
    [InlineData(0x61B6)]
    [InlineData(0xC1B6)]
    public async Task Execute_EntryThatIsNoFile_IsRefused(int mode)
    {
        using var lab = StageLabs.StageZip(zip => zip.Add("z", "/etc/passwd", mode << 16));

        Assert.Equal("z", (await lab.Refused()).Details!["entry"]);
    }

    [Fact]
    public async Task Execute_Bomb_IsRefusedByItsRatioWhileItIsUnpacked()
    {
        using var lab = StageLabs.StageZip(zip => zip.Add("zeros", new string('0', 20 << 20)));

        Assert.Contains("times its size", (await lab.Refused()).Message, StringComparison.Ordinal);
        Assert.True(lab.LeftNothing());
    }

    [Theory]
    [InlineData(1000, 3, "3 entries")]
    [InlineData(5, 1_000_000, "5 unpacked bytes")]
    public async Task Execute_OverALimit_IsRefusedWithTheLimit(long bytesMax, int filesMax, string limit)
    {
        using var lab = StageLabs.StageZip(
            zip => Enumerable.Range(0, 5).ToList().ForEach(i => zip.Add($"{i}.md")),
            options => new FileTreeOptions
            {
                Root = options.Root,
                UnpackedBytesMax = bytesMax,
                FilesMax = filesMax,
            });

        var reason = await lab.Refused();

        Assert.Equal(ErrorCode.ResourceExhausted, reason.Code);
        Assert.Contains($"the limit of {limit}.", reason.Message, StringComparison.Ordinal);
        Assert.True(lab.LeftNothing());
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("text")]
    [InlineData("cut")]
    [InlineData("content")]
    [InlineData("length")]
    [InlineData("offset")]
    public async Task Execute_BrokenZip_IsRefused(string how)
    {
        using var lab = StageLabs.StageUpload(Broken(how));

        Assert.Equal(ErrorCode.InvalidArgument, (await lab.Refused()).Code);
        Assert.True(lab.LeftNothing());
    }

    [Theory]
    [InlineData("docs", "docs/a.md", "a.md")]
    [InlineData("docs.zip", "docs/a.md", "a.md")]
    [InlineData("other", "docs/a.md", "docs/a.md")]
    [InlineData("docs", "docs", "docs")]
    public async Task Execute_ZipWithOneRootFolder_IsUnwrappedWhenItHasTheName(
        string name, string entry, string staged)
    {
        using var lab = StageLabs.StageZip(zip => zip.Add(entry), name: name);

        await lab.Done();

        Assert.Equal([staged], lab.StagedFiles());
    }

    [Fact]
    public async Task Execute_GoodZip_StagesContentAndEmptyFolders()
    {
        using var lab = StageLabs.StageZip(zip =>
        {
            zip.Add("a/b.md", "text");
            zip.CreateEntry("empty/");
            zip.Add("a/.abstract.md");
            zip.Add("cafe\u0301.md");
        });

        await lab.Done();

        Assert.Equal(["a/b.md", "caf\u00e9.md"], lab.StagedFiles());
        Assert.Equal("text", File.ReadAllText(Path.Combine(lab.Staged(), "a/b.md")));
        Assert.True(Directory.Exists(Path.Combine(lab.Staged(), "empty")));
    }

    static byte[] Broken(string how)
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("a.md", CompressionLevel.NoCompression).Open();
            entry.Write(Encoding.ASCII.GetBytes("MARKER and more"));
        }
        var bytes = archive.ToArray();
        var marker = bytes.AsSpan().IndexOf("MARKER"u8);
        var directory = bytes.AsSpan().IndexOf("PK\u0001\u0002"u8);
        switch (how)
        {
            case "empty":
                return [];
            case "text":
                return Encoding.ASCII.GetBytes("This is no archive, whatever its name says.");
            case "cut":
                return bytes[..^10];
            case "content":
                bytes[marker] ^= 1;
                return bytes;
            case "length":
                bytes[directory + 24] += 100;
                return bytes;
            default:
                bytes[^4] = 0xff;
                return bytes;
        }
    }
}
