namespace Sagas.Tests.SessionCommit;

/// <summary>Events of session commits that nobody knows. All but the one that begins them, and but who asks for its
/// turn: that one is told to go on (<see cref="TurnTests"/>).</summary>
public sealed class CommitMissingTests : CommitTest
{
    public static TheoryData<string> Events =>
        [.. CommitEvents.About(First, 2).Select(e => e.Name).Where(name => name is not ("Begin" or "TurnAsked"))];

    [Theory]
    [MemberData(nameof(Events))]
    public async Task Event_OfAnUnknownCommit_IsCountedAndNothingElse(string name)
    {
        await TellCommits(name, First, attempt: 2);

        Assert.Equal(1, Coordinator.Counts.Missing);
        Assert.Empty(Coordinator.Received.Faults);
        using var db = Coordinator.Context();
        Assert.Empty(db.SessionCommits.ToList());
        Assert.Empty(db.Outbox.ToList());
    }
}
