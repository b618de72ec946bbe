using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.Steps;
using Sagas.Consumers.VectorIndex;
using Sagas.Contracts;
using Sagas.Testing.Processes;

namespace Sagas.Consumers.Tests.Steps;

public sealed class SweepServiceTests
{
    static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sweep_EverythingFails_TheOthersAreSweptAllTheSame()
    {
        var stores = new BrokenStores();
        var clock = new FakeTimeProvider(Start);
        using var service = new SweepService(
            stores, stores, stores, stores, SweepOptions.Within(TimeSpan.FromDays(2)), clock,
            NullLogger<SweepService>.Instance);

        await service.StartAsync(Stop);
        await Eventually.Holds("a sweep", () =>
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            return Task.FromResult(stores.Swept.Count >= 3);
        });
        await service.StopAsync(Stop);

        var now = stores.Swept.First().OlderThan + TimeSpan.FromHours(44);
        // Late messages come first.
        Assert.InRange(now, Start + TimeSpan.FromMinutes(10), clock.GetUtcNow());
        Assert.Equal(
            [
                ("tombstones", now - TimeSpan.FromHours(44)), ("uploads", now - TimeSpan.FromHours(12)),
                ("index", now - TimeSpan.FromHours(44)),
            ],
            stores.Swept.Take(3));
        Assert.Equal(["upload_needed"], stores.Kept);
    }

    /// <summary>A coordinator forgets an id up to two hours after the last sweep that could have taken a tombstone, and
    /// a tombstone can be an hour younger than it looks.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(3650)]
    public void Within_AnyRetention_TheParticipantsForgetFirst(int days)
    {
        var memory = SweepOptions.Within(TimeSpan.FromDays(days)).Memory;

        Assert.InRange(memory, TimeSpan.FromHours(20), TimeSpan.FromDays(days) - TimeSpan.FromHours(4));
        Assert.InRange(memory, TimeSpan.Zero, TimeSpan.FromDays(7));
    }

    [Fact]
    public void Each_OneCannotGo_TheOthersDo()
    {
        var gone = new List<string>();

        var failed = Assert.Throws<IOException>(() => Sweeping.Each(["a", "b", "c", "d"], path =>
        {
            if (path is "a" or "c")
                throw new UnauthorizedAccessException(path);
            gone.Add(path);
            return true;
        }));

        Assert.Equal(["b", "d"], gone);
        Assert.Equal("2 could not be swept: a", failed.Message);
    }

    sealed class BrokenStores : ITombstones, IUploads, INeededUploads, IIndexChanges
    {
        public ConcurrentQueue<(string Store, DateTimeOffset OlderThan)> Swept { get; } = [];

        int ITombstones.Sweep(DateTimeOffset olderThan) => Fail("tombstones", olderThan);

        public IReadOnlySet<string> Kept { get; private set; } = new HashSet<string>();

        int IUploads.Sweep(DateTimeOffset olderThan, IReadOnlySet<string> needed)
        {
            Kept = needed;
            return Fail("uploads", olderThan);
        }

        public Task<IReadOnlySet<string>> Find(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlySet<string>>(new HashSet<string> { "upload_needed" });

        public Task<int> Sweep(DateTimeOffset olderThan, CancellationToken cancellationToken) =>
            Task.FromResult(Fail("index", olderThan));

        public Task<string> Store(
            string account, string id, string fileName, Stream content, long bytesMax,
            CancellationToken cancellationToken) => throw new NotSupportedException();

        public bool Renew(string account, string uploadId) => throw new NotSupportedException();

        public Task<RemovedEntries> Remove(
            RemoveEntries command, StepContext step, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<RekeyedEntries> Rekey(
            RekeyEntries command, StepContext step, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<UpsertedEntries> Upsert(
            UpsertEntries command, StepContext step, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<bool> Undo(StepContext step, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        int Fail(string store, DateTimeOffset olderThan)
        {
            Swept.Enqueue((store, olderThan));
            throw new IOException($"{store} is broken.");
        }
    }
}
