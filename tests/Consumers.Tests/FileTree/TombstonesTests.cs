using Microsoft.Extensions.Time.Testing;
using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.FileTree.Native;
using Sagas.Testing.Processes;

namespace Sagas.Consumers.Tests.FileTree;

public sealed class TombstonesTests : IDisposable
{
    readonly TempFolder _folder = new();
    readonly FakeTimeProvider _clock = new();

    string Closed => _folder.At("closed");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Make_Many_ShareAnInodeForAnHour()
    {
        var tombstones = new Tombstones(Closed, _clock);
        Make(tombstones, 0, 100);
        Assert.Single(Inodes());

        _clock.Advance(TimeSpan.FromHours(1));
        Make(tombstones, 100, 100);

        Assert.Equal(2, Inodes().Count());
    }

    [Fact]
    public void Make_Again_SaysThatItIsThere()
    {
        var tombstones = new Tombstones(Closed, _clock);
        Make(tombstones, 0, 2);

        Assert.False(tombstones.Make(At(0)));
        Assert.False(tombstones.Make(At(1)));
        Assert.False(new Tombstones(Closed, _clock).Make(At(1)));
    }

    [Fact]
    public void Make_InAnotherProcess_LinksToNothingThatItHasNotMade()
    {
        Make(new Tombstones(Closed, _clock), 0, 2);
        Make(new Tombstones(Closed, _clock), 2, 2);

        Assert.Equal(2, Inodes().Count());
    }

    [Fact]
    public void Make_TheFileIsGone_MakesOneForTheNext()
    {
        var tombstones = new Tombstones(Closed, _clock);
        Make(tombstones, 0, 1);
        File.Delete(At(0));

        Make(tombstones, 1, 3);

        Assert.Single(Inodes());
    }

    /// <summary>As for a file that has all the names it can have, and on a file system without them.</summary>
    [Fact]
    public void Make_NoNameToBeHad_MakesAFileForTheNext()
    {
        var tombstones = new Tombstones(Closed, _clock);
        Make(tombstones, 0, 1);
        File.Delete(At(0));
        Directory.CreateDirectory(At(0));

        Make(tombstones, 1, 3);

        Assert.Single(Inodes());
    }

    [Fact]
    public void Sweep_LinksToAFileThatIsAnHourOlder_NoneGoesTooEarly()
    {
        var tombstones = new Tombstones(Closed, _clock);
        Make(tombstones, 0, 3);
        var made = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        File.SetLastWriteTimeUtc(At(0), made.UtcDateTime);

        Assert.Equal(0, tombstones.Sweep(made.AddHours(1)));
        Assert.Equal(3, tombstones.Sweep(made.AddHours(1).AddTicks(1)));
        Assert.Equal(0, new Tombstones(_folder.At("none"), _clock).Sweep(made));
    }

    void Make(Tombstones tombstones, int from, int count)
    {
        for (var n = from; n < from + count; n++)
            Assert.True(tombstones.Make(At(n)));
    }

    string At(int number) => Path.Combine(Closed, $"t{number}");

    IEnumerable<ulong> Inodes() => Directory.EnumerateFiles(Closed).Select(InodeOf).Distinct();

    static ulong InodeOf(string path)
    {
        using var file = File.OpenHandle(path);
        return FileIdentity.Of(file).Inode;
    }
}
