namespace Sagas.Scenarios.CrashMatrix;

/// <summary>
/// The real process dies at every boundary of a plan, on the way forward and on the way back; started again, it
/// leaves all or nothing.
/// </summary>
public abstract class MatrixTests(CrashChain chain)
{
    private protected abstract MatrixOperation Operation { get; }

    /// <summary>Its rows are the points of the operation.</summary>
    private protected static TheoryData<string> Rows(IEnumerable<string> points) => [.. points];

    [Theory]
    [MemberData("Forward")]
    public Task Kill_OnTheWayForward_AllOrNothing(string point) => chain.Kill(Operation, point, undoing: false);

    [Theory]
    [MemberData("Undoing")]
    public Task Kill_OnTheWayBack_AllOrNothing(string point) => chain.Kill(Operation, point, undoing: true);

    [Fact]
    public async Task Trace_OnTheWayForward_ReachesThePointsOfTheTable() =>
        Assert.Equal(Operation.ForwardSteps, await chain.Trace(Operation, undoing: false));

    [Fact]
    public async Task Trace_OnTheWayBack_ReachesThePointsOfTheTable() => Assert.Equal(
        Operation.ForwardSteps.Concat(Operation.UndoSteps), await chain.Trace(Operation, undoing: true));
}
