using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sagas.Contracts;
using Sagas.Host.Faults;
using Sagas.Host.Options;

namespace Sagas.Host.Tests.Faults;

public sealed class ConfiguredFaultPointsTests
{
    static ConfiguredFaultPoints Of(string rule, Action? kill = null)
    {
        Assert.True(FaultRule.TryParse(rule, out var parsed));
        return new ConfiguredFaultPoints(
            [parsed], new FakeTimeProvider(), NullLogger<ConfiguredFaultPoints>.Instance, kill ?? (() => { }));
    }

    [Fact]
    public async Task Reach_Throw_Throws() =>
        await Assert.ThrowsAsync<InjectedFaultException>(async () =>
            await Of("a.b=throw").Reach("a.b", TestContext.Current.CancellationToken));

    [Fact]
    public async Task Reach_OtherPoint_DoesNothing() =>
        await Of("a.b=throw").Reach("a.c", TestContext.Current.CancellationToken);

    [Fact]
    public async Task Reach_NthHit_ActsOnlyThen()
    {
        var faults = Of("a=throw#2");
        await faults.Reach("a", TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<InjectedFaultException>(async () =>
            await faults.Reach("a", TestContext.Current.CancellationToken));
        await faults.Reach("a", TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("a=stall", 0)]
    [InlineData("a=kill", 1)]
    public async Task Reach_StallOrKill_NeverReturns(string rule, int kills)
    {
        var killed = 0;
        using var stop = new CancellationTokenSource();
        var reached = Of(rule, () => killed++).Reach("a", stop.Token).AsTask();
        Assert.False(reached.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reached);
        Assert.Equal(kills, killed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("=kill")]
    [InlineData("a=kill#x")]
    [InlineData("a=2")]
    public void TryParse_Nonsense_IsFalse(string rule) => Assert.False(FaultRule.TryParse(rule, out _));

    [Fact]
    public void AddFaultPoints_NoRules_IsTheOneThatDoesNothing()
    {
        using var none = new ServiceCollection().AddFaultPoints(new SagasOptions()).BuildServiceProvider();
        Assert.IsType<NoFaultPoints>(none.GetRequiredService<IFaultPoints>());
        using var some = new ServiceCollection().AddLogging()
            .AddFaultPoints(new SagasOptions { Faults = ["a=kill"] }).BuildServiceProvider();
        Assert.IsType<ConfiguredFaultPoints>(some.GetRequiredService<IFaultPoints>());
    }
}
