using System.Security.Authentication;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Sagas.Contracts;
using Sagas.Host.Options;

namespace Sagas.Host.DeadLetters;

/// <summary>Connections of this project's own to the broker, beside those of MassTransit. Thread-safe.</summary>
internal sealed class BrokerConnections(RabbitMqOptions options)
{
    /// <exception cref="RefusedException">The broker cannot be reached, or refuses.</exception>
    public async Task<IConnection> Open(string purpose, CancellationToken cancellationToken)
    {
        try
        {
            return await Factory(purpose).CreateConnectionAsync(cancellationToken);
        }
        catch (BrokerUnreachableException unreachable)
        {
            throw Unavailable(unreachable);
        }
    }

    /// <summary>What an operator is told when the broker went away.</summary>
    public RefusedException Unavailable(Exception cause) => new(
        new Reason(
            ErrorCode.Unavailable,
            $"The broker at {options.Host}:{options.Port} cannot be used: {cause.GetBaseException().Message}"),
        cause);

    ConnectionFactory Factory(string purpose) => new()
    {
        HostName = options.Host,
        Port = options.Port,
        VirtualHost = options.VirtualHost,
        UserName = options.Username,
        Password = options.Password,
        ClientProvidedName = $"sagas {purpose}",
        // A look is short, and starts again from the beginning when the broker goes away.
        AutomaticRecoveryEnabled = false,
        Ssl = new SslOption
        {
            Enabled = options.Tls.Enabled,
            ServerName = options.Tls.ServerName.Length > 0 ? options.Tls.ServerName : options.Host,
            Version = SslProtocols.Tls12 | SslProtocols.Tls13,
        },
    };
}
