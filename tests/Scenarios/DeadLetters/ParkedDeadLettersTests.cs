namespace Sagas.Scenarios.DeadLetters;

public sealed class ParkedDeadLettersTests : DeadLetterBoxContract
{
    private protected override async Task<IDeadLetterLab> Open() => await ParkedLab.Open();

    [Fact]
    public async Task Replay_FourASecond_AreDueAQuarterOfASecondApart()
    {
        var stop = TestContext.Current.CancellationToken;
        await using var lab = await ParkedLab.Open();
        await lab.Put("""{"n":0}""", """{"n":1}""", """{"n":2}""");
        var ids = (await lab.Box.Browse(100, stop)).Select(letter => letter.Id).ToList();

        await lab.Box.Replay(ids, 4, stop);

        var due = await lab.DueTimes();
        Assert.Equal([0, 250, 500], due.Select(at => (at - due[0]).TotalMilliseconds));
    }
}
