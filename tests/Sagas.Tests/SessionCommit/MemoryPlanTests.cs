using System.Text.Encodings.Web;
using System.Text.Json;
using Sagas.Contracts;
using Sagas.SessionCommit;
using Sagas.Testing.Approvals;

namespace Sagas.Tests.SessionCommit;

/// <summary>The second transaction of a commit, as it was approved.</summary>
public sealed class MemoryPlanTests
{
    static readonly JsonSerializerOptions Readable = new(WireJson.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    static readonly VikingUri Session = SessionUri.Of("alice", "s1");

    static WriteMemories Write(params Memory[] memories) => new(
        "acme", "alice", SessionUri.Archive(Session, 2), Sample.Id(1), memories, 0, "# Tea", "About tea.", Sample.Now,
        Failure: null);

    [Fact]
    public void Plan_OfMemories_IsAsApproved() => Approved.Matches(JsonSerializer.Serialize(
        MemoryPlan.Of(Sample.Id(2), Session.Value, Write(
            new Memory(MemoryCategory.Facts, "Tea", "Tea is hot."),
            new Memory(MemoryCategory.Facts, "tea!", "Tea is green."),
            new Memory(MemoryCategory.Tasks, "Kettle", "Buy a kettle."))),
        Readable));

    [Fact]
    public void Plan_OfAFailure_LocksTheArchiveAlone()
    {
        var plan = MemoryPlan.Of(Sample.Id(2), Session.Value, Write() with
        {
            Failure = new Reason(ErrorCode.Unavailable, "Away."),
        });

        Assert.Equal(
            [new PathLock("acme", SessionUri.Archive(Session, 2), LockMode.Exact)], plan.Locks);
        Assert.Equal("PurgeTransaction", Assert.Single(plan.PostActions).Message);
    }

    [Fact]
    public void Plan_OfAsManyMemoriesAsThereMayBe_KeepsTheLimitOfLocks()
    {
        var memories = Enumerable.Range(0, 400)
            .Select(i => new Memory(MemoryCategory.Facts, $"topic {i}", "Text.")).ToArray();

        Assert.True(MemoryPlan.Of(Sample.Id(2), Session.Value, Write(memories)).Locks.Count <= Limits.LocksMax);
    }
}
