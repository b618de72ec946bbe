using Sagas.Tests.Hosting;

namespace Sagas.Tests.Lifecycle;

/// <summary>Events of transactions that nobody knows. All but the one that begins them.</summary>
public sealed class MissingTests : MachineTest
{
    public static TheoryData<string> Events =>
        [.. MachineEvents.About(First, 1).Select(e => e.Name).Where(name => name != "Begin")];

    [Theory]
    [MemberData(nameof(Events))]
    public async Task Event_OfAnUnknownTransaction_IsCountedAndNothingElse(string name)
    {
        var (_, message, token) = MachineEvents.About(First, 1).Single(e => e.Name == name);

        await Coordinator.Tell(message, token);

        Assert.Equal(1, Coordinator.Counts.Missing);
        Assert.Empty(Coordinator.Received.Faults);
        using var db = Coordinator.Context();
        Assert.Empty(db.Transactions.ToList());
        Assert.Empty(db.Outbox.ToList());
    }
}
