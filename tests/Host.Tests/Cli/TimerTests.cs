using Microsoft.Extensions.Time.Testing;
using Sagas.Contracts;
using Sagas.Host.Cli;
using Sagas.Host.Tests.Fakes;
using Sagas.Queries;

namespace Sagas.Host.Tests.Cli;

/// <summary>The timers of a transaction.</summary>
public sealed class TimerTests : ServiceTests
{
    [Fact]
    public async Task Show_TimersAreSet_ListsThem()
    {
        var view = Views.Committed(Views.NewId(), "mv", "viking://resources/a").In(TransactionPhase.Exec) with
        {
            Timers = [new TimerView("step", FakeTree.At), new TimerView("exec_deadline", FakeTree.At.AddMinutes(5))],
        };
        Service.Transactions.Add(view);

        var timer = (await Service.Get($"/api/v1/transactions/{view.Id}")).Ok().GetProperty("timers")[1];
        var run = await CliRun.Of("tx", "show", view.Id.ToString(), "--url", Service.Url);

        Assert.Equal("exec_deadline", timer.GetProperty("kind").GetString());
        Assert.Equal(FakeTree.At.AddMinutes(5), timer.GetProperty("due").GetDateTimeOffset());
        Assert.Contains(
            "timer\tstep\t2026-01-02T03:04:05Z\ntimer\texec_deadline\t2026-01-02T03:09:05Z\n", run.Out,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, "in 5 s")]
    [InlineData(-5, "now")]
    public void Until_OnATerminal_IsHowLongItWillBe(int seconds, string shown)
    {
        var human = new Human(isTerminal: true, new FakeTimeProvider(FakeTree.At));
        Assert.Equal(shown, human.Until(FakeTree.At.AddSeconds(seconds)));
    }
}
