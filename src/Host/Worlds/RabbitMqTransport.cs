using System.Net.Security;
using System.Security.Authentication;
using MassTransit;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sagas.Consumers;
using Sagas.Host.DeadLetters;
using Sagas.Host.Options;
using Sagas.Host.Worlds.Broker;
using Sagas.Persistence.Outbox;

namespace Sagas.Host.Worlds;

/// <summary>
/// The scale world's transport. Messages survive in the broker: a row is finished when it is confirmed, unless its
/// message begins work that would be on nobody's list then.
/// </summary>
internal static class RabbitMqTransport
{
    static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Patient enough for a broker that is slow; a lost connection is seen by <see cref="BrokerLink"/>, not by the
    /// clock. Fewer at once, so that a slow broker confirms them all in time.
    /// </summary>
    public static OutboxOptions Outbox => new()
    {
        SendTimeout = AnswerTimeout,
        SendConcurrency = 256,
        KeepUntilConsumed = KeptRows.WhatBeginsWork,
    };

    /// <param name="bus">The registrations.</param>
    /// <param name="options">Where the broker is.</param>
    /// <param name="messageBytesMax">Bytes of one command.</param>
    /// <exception cref="StartException">The authority of the broker's certificate cannot be read.</exception>
    public static void UseRabbitMqTransport(
        this IBusRegistrationConfigurator bus, RabbitMqOptions options, int messageBytesMax)
    {
        var certificate = options.Tls.Enabled ? BrokerCertificate.From(options, TimeProvider.System) : null;
        var link = new BrokerLink();
        bus.AddBrokerHealth(new BrokerConnections(options, certificate));
        bus.AddSingleton<ITransportLink>(link);
        bus.UsingRabbitMq((context, transport) =>
        {
            transport.Host(options.Host, checked((ushort)options.Port), options.VirtualHost, host =>
            {
                host.Username(options.Username);
                host.Password(options.Password);
                host.ContinuationTimeout(AnswerTimeout);
                host.OnRefreshConnectionFactory = factory =>
                {
                    factory.SocketFactory = link.Socket;
                    return Task.CompletedTask;
                };
                if (options.Nodes.Count > 0)
                    host.UseCluster(cluster => options.Nodes.ForEach(cluster.Node));
                if (certificate is not null)
                    host.UseSsl(tls => Secure(tls, options, certificate));
            });
            if (options.QuorumQueues)
                transport.ConnectEndpointConfigurationObserver(new QuorumQueues(options, DeadLetterQueue.Name));
            transport.ConnectEndpointConfigurationObserver(new LostDeliveries(link, TimeProvider.System));
            transport.UseOneDeadLetterQueue(DeadLetterQueue.Arguments(options.QuorumQueues));
            transport.ConnectSendObserver(Replies);
            context.FinishRowsWhenConsumed(transport);
            transport.ConfigureSagasEndpoints(
                context, endpoint => TakePlainJson(endpoint, new BodyLimit(messageBytesMax)));
            transport.ConfigureParticipantEndpoints(context);
        });
    }

    /// <summary>Tells operators, by <c>/ready</c> and the log, what is wrong with the broker.</summary>
    static void AddBrokerHealth(this IServiceCollection services, BrokerConnections connections)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(connections).AddSingleton<BrokerProbe>().AddHostedService<BrokerWatch>();
        services.AddHealthChecks().AddCheck<BrokerHealth>("rabbitmq");
    }

    static readonly ReplyTo Replies = new();

    /// <summary>A command queue takes what any AMQP client can write, besides MassTransit's own envelope.</summary>
    static void TakePlainJson(IReceiveEndpointConfigurator endpoint, BodyLimit limit)
    {
        endpoint.AddDeserializer(new PlainJson(), isDefault: true);
        endpoint.ConfigureReceive(pipe => pipe.UseFilter(limit));
        endpoint.ConfigureReceive(pipe => pipe.UseFilter(Replies));
    }

    /// <summary>MassTransit accepts a broken certificate chain, and any name, unless it is told not to.</summary>
    static void Secure(IRabbitMqSslConfigurator tls, RabbitMqOptions options, BrokerCertificate certificate)
    {
        tls.Protocol = SslProtocols.Tls12 | SslProtocols.Tls13;
        tls.ServerName = options.Tls.ServerName.Length > 0 ? options.Tls.ServerName : options.Host;
        tls.EnforcePolicyErrors(
            SslPolicyErrors.RemoteCertificateChainErrors | SslPolicyErrors.RemoteCertificateNameMismatch
            | SslPolicyErrors.RemoteCertificateNotAvailable);
        tls.CertificateValidationCallback = certificate.Accept;
    }
}
