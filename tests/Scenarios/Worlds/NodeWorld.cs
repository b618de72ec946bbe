using System.Globalization;
using RabbitMQ.Client;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.Worlds;

/// <summary>The service on broker nodes that the test may break, in a virtual host of its own.</summary>
public sealed class NodeWorld : World
{
    readonly BrokerNode[] _nodes;
    readonly string _virtualHost = $"node-{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N")[16..]}";
    bool _prepared;

    /// <summary>Makes the world; nothing runs yet.</summary>
    /// <param name="nodes">The running nodes; several are a cluster, and then queues are replicated.</param>
    public NodeWorld(params BrokerNode[] nodes)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        _nodes = nodes;
        Settings["Transport"] = "RabbitMq";
        Settings["RabbitMq:Host"] = "127.0.0.1";
        Settings["RabbitMq:Port"] = nodes[0].Port.ToString(CultureInfo.InvariantCulture);
        Settings["RabbitMq:Username"] = nodes[0].User;
        Settings["RabbitMq:Password"] = nodes[0].Password;
        Settings["RabbitMq:VirtualHost"] = _virtualHost;
        if (nodes.Length == 1)
            return;
        Settings["RabbitMq:Nodes"] = string.Join(';', nodes.Select(node => node.Address));
        Settings["RabbitMq:QuorumQueues"] = "true";
        Settings["RabbitMq:Replicas"] = nodes.Length.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A connection of a producer, to one of the nodes that live.</summary>
    public Task<IConnection> Connect() => new ConnectionFactory
    {
        UserName = _nodes[0].User,
        Password = _nodes[0].Password,
        VirtualHost = _virtualHost,
    }.CreateConnectionAsync([.. _nodes.Select(node => new AmqpTcpEndpoint("127.0.0.1", node.Port))]);

    /// <summary>What <c>/ready</c> says of the broker.</summary>
    public async Task<string> BrokerCheck()
    {
        var answer = await Client.Get("ready");
        var broker = answer.Body.GetProperty("checks").GetProperty("rabbitmq").GetString()!;
        Assert.Equal(answer.Status == 200, answer.Body.GetProperty("status").GetString() == "ready");
        Assert.True(broker == "ok" || answer.Status == 503, answer.ToString());
        return broker;
    }

    /// <summary>Waits until the service says that it can use the broker, or why it can't.</summary>
    public Task BrokerIs(string what) => Eventually.Holds(
        $"the broker is {what}",
        async () => (await BrokerCheck()).Contains(what, StringComparison.OrdinalIgnoreCase));

    /// <summary>Messages in every queue that has some, by its name.</summary>
    /// <param name="through">A node that lives.</param>
    public async Task<IReadOnlyList<string>> Queued(BrokerNode through)
    {
        ArgumentNullException.ThrowIfNull(through);
        var written = await through.Control(
            "list_queues", "--quiet", "--no-table-headers", "-p", _virtualHost, "name", "messages");
        return [.. written.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.EndsWith("\t0", StringComparison.Ordinal))];
    }

    /// <inheritdoc />
    protected override async Task Prepare()
    {
        if (_prepared)
            return;
        await _nodes[0].Control("add_vhost", _virtualHost);
        await _nodes[0].Control("set_permissions", "-p", _virtualHost, _nodes[0].User, ".*", ".*", ".*");
        _prepared = true;
    }
}
