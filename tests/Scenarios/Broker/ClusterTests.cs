using Sagas.Scenarios.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.Broker;

/// <summary>Three nodes, quorum queues: the one that the service is connected to dies.</summary>
public sealed class ClusterTests : IAsyncLifetime
{
    readonly List<BrokerNode> _nodes = [];

    [Fact]
    public async Task Node_DiesUnderLoad_AllEndOnce()
    {
        await using var world = new NodeWorld([.. _nodes]);
        await world.Start();
        await world.BrokerIs("ok");
        var load = new Load(world, 300);
        await load.Prepare();
        var calls = await load.HandIn();
        _ = calls.ContinueWith(done => done.Exception, TaskScheduler.Default);
        await Eventually.Holds("some have ended", () => Task.FromResult(load.Ended() >= 15));

        await _nodes[0].Control("node", "kill");
        Assert.InRange(load.Ended(), 1, 299);

        await load.AllDoneOnce(_nodes[1]);
        await world.BrokerIs("ok");
    }

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(BrokerNode.Missing is not null, BrokerNode.Missing ?? "");
        _nodes.Add(await BrokerNode.Start());
        // Both at once; whichever has started is stopped, even when the other has not.
        var others = new[] { BrokerNode.Start(_nodes[0]), BrokerNode.Start(_nodes[0]) };
        try
        {
            await Task.WhenAll(others);
        }
        finally
        {
            _nodes.AddRange(others.Where(x => x.IsCompletedSuccessfully).Select(x => x.GetAwaiter().GetResult()));
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        // The first one last: the others use its port mapper.
        foreach (var node in Enumerable.Reverse(_nodes))
            await node.DisposeAsync();
    }
}
