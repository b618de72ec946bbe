using System.ComponentModel.DataAnnotations;

namespace Sagas.Host.Options;

/// <summary>The broker.</summary>
internal sealed class RabbitMqOptions
{
    /// <summary>Its host name or address.</summary>
    /// <value><c>localhost</c></value>
    [MinLength(1)]
    public string Host { get; set; } = "localhost";

    /// <summary>Its AMQP port.</summary>
    /// <value>5672</value>
    [Range(1, 65535)]
    public int Port { get; set; } = 5672;

    /// <summary>The virtual host.</summary>
    /// <value><c>/</c></value>
    [MinLength(1)]
    public string VirtualHost { get; set; } = "/";

    /// <summary>The user.</summary>
    /// <value><c>guest</c></value>
    public string Username { get; set; } = "guest";

    /// <summary>The user's password; never logged.</summary>
    /// <value><c>guest</c></value>
    public string Password { get; set; } = "guest";

    /// <summary>
    /// The nodes of a cluster, each <c>host:port</c>, tried in turn; takes the place of <see cref="Host"/> and
    /// <see cref="Port"/>.
    /// </summary>
    /// <value>none: one broker</value>
    public List<string> Nodes { get; set; } = [];

    /// <summary>
    /// Whether queues are replicated between the nodes of a cluster. A queue keeps the kind that it was made with: a
    /// change needs other queues.
    /// </summary>
    /// <value>false</value>
    public bool QuorumQueues { get; set; }

    /// <summary>How many nodes hold a quorum queue when it is made; 0 = as many as the broker thinks right.</summary>
    /// <value>0</value>
    [Range(0, 9)]
    public int Replicas { get; set; }

    /// <summary>
    /// How often a message of a quorum queue is delivered again after its reader was lost, before it becomes a dead
    /// letter. A reader is lost with its process: the limit must outlast a bad night.
    /// </summary>
    /// <value>20</value>
    [Range(1, 1_000_000)]
    public int DeliveryLimit { get; set; } = 20;

    /// <summary>Encryption of the connection.</summary>
    public TlsOptions Tls { get; set; } = new();
}
