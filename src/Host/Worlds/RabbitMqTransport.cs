using System.Net.Security;
using System.Security.Authentication;
using MassTransit;
using Sagas.Consumers;
using Sagas.Host.DeadLetters;
using Sagas.Host.Options;

namespace Sagas.Host.Worlds;

/// <summary>The scale world's transport. Messages survive in the broker: a row is finished when it is
/// confirmed.</summary>
internal static class RabbitMqTransport
{
    public static void UseRabbitMqTransport(this IBusRegistrationConfigurator bus, RabbitMqOptions options) =>
        bus.UsingRabbitMq((context, transport) =>
        {
            transport.Host(options.Host, checked((ushort)options.Port), options.VirtualHost, host =>
            {
                host.Username(options.Username);
                host.Password(options.Password);
                if (options.Tls.Enabled)
                    host.UseSsl(tls => Secure(tls, options.Tls));
            });
            transport.UseOneDeadLetterQueue(DeadLetterQueue.Arguments(quorum: false));
            transport.ConnectSendObserver(Replies);
            transport.ConfigureSagasEndpoints(context, TakePlainJson);
            transport.ConfigureParticipantEndpoints(context);
        });

    static readonly ReplyTo Replies = new();

    /// <summary>A command queue takes what any AMQP client can write, besides MassTransit's own envelope.</summary>
    static void TakePlainJson(IReceiveEndpointConfigurator endpoint)
    {
        endpoint.AddDeserializer(new PlainJson(), isDefault: true);
        endpoint.ConfigureReceive(pipe => pipe.UseFilter(Replies));
    }

    /// <summary>MassTransit accepts a broken certificate chain unless it is told not to.</summary>
    static void Secure(IRabbitMqSslConfigurator tls, TlsOptions options)
    {
        tls.Protocol = SslProtocols.Tls12 | SslProtocols.Tls13;
        tls.ServerName = options.ServerName;
        tls.EnforcePolicyErrors(SslPolicyErrors.RemoteCertificateChainErrors);
    }
}
