using System.Globalization;
using System.Security.Authentication;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Sagas.Contracts;
using Sagas.Host.Options;

namespace Sagas.Host.Worlds.Broker;

/// <summary>Opens connections beside MassTransit's, with the same coordinates and the same distrust.</summary>
internal sealed class BrokerConnections(RabbitMqOptions options, BrokerCertificate? certificate)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Where, for messages to people.</summary>
    public string Description { get; } =
        $"RabbitMQ at {string.Join(", ", Addresses(options))}{(options.Tls.Enabled ? " (TLS)" : "")}";

    /// <summary>Why the broker's certificate was refused; null when it was not.</summary>
    public string? Refusal => certificate?.Refusal;

    /// <summary>A connection to the first node that answers.</summary>
    /// <param name="name">What the management UI shows.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<IConnection> Open(string name, CancellationToken cancellationToken)
    {
        var factory = new ConnectionFactory
        {
            VirtualHost = options.VirtualHost,
            UserName = options.Username,
            Password = options.Password,
            AutomaticRecoveryEnabled = false,
            SocketFactory = BrokerSocket.Create,
            RequestedConnectionTimeout = Patience,
            HandshakeContinuationTimeout = Patience,
            ContinuationTimeout = Patience,
        };
        return factory.CreateConnectionAsync([.. Addresses(options).Select(Endpoint)], name, cancellationToken);
    }

    /// <summary>The same for who asks on behalf of a person.</summary>
    /// <exception cref="RefusedException">No node can be reached, or each refuses.</exception>
    public async Task<IConnection> OpenOrRefuse(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await Open(name, cancellationToken);
        }
        catch (BrokerUnreachableException unreachable)
        {
            throw Unavailable(unreachable);
        }
    }

    /// <summary>What a person is told when the broker went away.</summary>
    public RefusedException Unavailable(Exception cause) =>
        Unavailable($"{Description} cannot be used: {cause.GetBaseException().Message}", cause);

    /// <summary>The same, in other words.</summary>
    public static RefusedException Unavailable(string reason, Exception cause) => new(
        new Reason(
            ErrorCode.Unavailable, reason,
            new Dictionary<string, string> { ["service"] = "broker", ["reason"] = reason }),
        cause);

    /// <summary>Each node as <c>host:port</c>.</summary>
    public static IReadOnlyList<string> Addresses(RabbitMqOptions options) => options.Nodes.Count > 0
        ? options.Nodes
        : [FormattableString.Invariant($"{options.Host}:{options.Port}")];

    AmqpTcpEndpoint Endpoint(string address)
    {
        var at = address.LastIndexOf(':');
        var endpoint = new AmqpTcpEndpoint(
            address[..at], int.Parse(address[(at + 1)..], CultureInfo.InvariantCulture));
        if (certificate is not null)
        {
            endpoint.Ssl = new SslOption(options.Tls.ServerName.Length > 0 ? options.Tls.ServerName : options.Host)
            {
                Enabled = true,
                Version = SslProtocols.Tls12 | SslProtocols.Tls13,
                CertificateValidationCallback = certificate.Accept,
            };
        }
        return endpoint;
    }
}
