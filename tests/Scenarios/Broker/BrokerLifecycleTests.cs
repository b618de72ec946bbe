using Sagas.Contracts;
using Sagas.Scenarios.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.Broker;

/// <summary>The broker comes late, goes away, dies, or takes nothing: no command is lost, none happens twice.</summary>
public sealed class BrokerLifecycleTests(OwnNode own) : IClassFixture<OwnNode>
{
    /// <summary>Twice as long as the service may drain.</summary>
    static readonly TimeSpan DrainMax = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Start_BrokerDown_AcceptsDurablyAndRunsWhenItIsUp()
    {
        await using var world = new NodeWorld(own.Node);
        await world.Start();
        await world.Stop(DrainMax);
        await own.Node.Control("node", "stop");
        await world.Restart();
        var key = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();

        await world.BrokerIs("Connection refused");
        Assert.Equal(200, (await world.Client.Get("health")).Status);
        var waiting = world.Client.MakeDirectory("viking://resources/early", key: key);
        await Eventually.Holds("it is accepted", () => Task.FromResult(world.Stores.Outbox().Count > 0));
        // A kill: what was accepted was on the disk, not in a memory.
        await world.Restart();
        await Assert.ThrowsAnyAsync<Exception>(() => waiting);
        await own.Node.Control("node", "start");

        await Eventually.Holds(
            "it runs", () => Task.FromResult(world.Stores.Outcomes().ContainsKey(key)));
        Assert.Equal(TransactionOutcome.Committed, world.Stores.Outcomes()[key]);
        await Invariant.Holds(world);
        await world.BrokerIs("ok");
    }

    [Fact]
    public async Task Stop_BrokerDown_EndsInTime()
    {
        await using var world = new NodeWorld(own.Node);
        await world.Start();
        await world.BrokerIs("ok");
        await own.Node.Control("node", "kill");
        try
        {
            await world.BrokerIs("Connection refused");
            Assert.Equal(0, await world.Stop(DrainMax));
        }
        finally
        {
            await own.Node.Control("node", "start");
        }
    }

    [Fact]
    public async Task Broker_RestartedUnderLoad_NothingIsLost()
    {
        await using var world = new NodeWorld(own.Node);
        var load = await Begin(world, 100);

        await own.Node.Control("node", "stop");
        await own.Node.Control("node", "start");

        await load.AllDoneOnce(own.Node);
    }

    [Fact]
    public async Task Connections_ClosedUnderLoad_NothingIsLost()
    {
        await using var world = new NodeWorld(own.Node);
        var load = await Begin(world, 100);

        await own.Node.Control("close_all_connections", "--global", "a test");

        await load.AllDoneOnce(own.Node);
        await world.BrokerIs("ok");
    }

    [Fact]
    public async Task MemoryAlarm_UnderLoad_IsShownAndNothingIsLost()
    {
        await using var world = new NodeWorld(own.Node);
        await world.Start();
        await world.BrokerIs("ok");
        await own.Node.Control("set_vm_memory_high_watermark", "0.000001");
        Task<ServiceAnswer>[] calls;
        try
        {
            calls = [.. Enumerable.Range(0, 50).Select(n =>
                world.Client.MakeDirectory($"viking://resources/blocked-{n}"))];
            await world.BrokerIs("low on memory");
            Assert.Equal(200, (await world.Client.Get("health")).Status);
        }
        finally
        {
            await own.Node.Control("set_vm_memory_high_watermark", "0.4");
        }

        Assert.All(await Task.WhenAll(calls), answer => Assert.Equal(200, answer.Status));
        await Invariant.Holds(world);
        await world.BrokerIs("ok");
    }

    [Fact]
    public async Task Terminate_UnderLoad_FinishesWhatItHasBegunAndLosesNothing()
    {
        await using var world = new NodeWorld(own.Node);
        var load = await Begin(world, 200);

        Assert.Equal(0, await world.Stop(DrainMax));

        Assert.Empty(world.Stores.HalfDoneSteps());
        Assert.Contains("stopped", world.Log, StringComparison.Ordinal);
        await world.Restart();
        await load.AllDoneOnce(own.Node);
    }

    [Fact]
    public async Task Broker_KilledUnderAThousandTransactions_AllEndOnce()
    {
        await using var world = new NodeWorld(own.Node);
        var load = await Begin(world, 1000);

        await own.Node.Control("node", "kill");
        Assert.InRange(load.Ended(), 1, 999);
        await own.Node.Control("node", "start");

        await load.AllDoneOnce(own.Node);
    }

    /// <summary>Hands in a load and waits until some of it has ended, so that the rest is under way.</summary>
    static async Task<Load> Begin(NodeWorld world, int count)
    {
        await world.Start();
        var load = new Load(world, count);
        await load.Prepare();
        // The calls are given up with the service or the broker: what counts is how their transactions end.
        var calls = await load.HandIn();
        _ = calls.ContinueWith(done => done.Exception, TaskScheduler.Default);
        await Eventually.Holds("some have ended", () => Task.FromResult(load.Ended() >= count / 20));
        return load;
    }
}
