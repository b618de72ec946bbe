using Sagas.Testing.Processes;

namespace Sagas.Scenarios.Broker;

/// <summary>One node for the tests of a class, each in a virtual host of its own.</summary>
public sealed class OwnNode : IAsyncLifetime
{
    BrokerNode? _node;

    /// <summary>The node; the test is skipped where there can be none.</summary>
    public BrokerNode Node
    {
        get
        {
            Assert.SkipWhen(_node is null, BrokerNode.Missing ?? "");
            return _node;
        }
    }

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        if (BrokerNode.Missing is null)
            _node = await BrokerNode.Start();
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _node?.DisposeAsync() ?? ValueTask.CompletedTask;
}
