using System.Net.Security;
using System.Security.Authentication;
using MassTransit;
using Sagas.Consumers;
using Sagas.Host.Options;

namespace Sagas.Host.Worlds;

/// <summary>The scale world's transport. Messages survive in the broker: a row is finished when it is
/// confirmed.</summary>
internal static class RabbitMqTransport
{
    const string DeadLetters = "sagas.dead-letters";

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
            ToOneDeadLetterQueue(transport);
            transport.ConfigureSagasEndpoints(context, TakePlainJson);
            transport.ConfigureParticipantEndpoints(context);
        });

    /// <summary>A command queue takes what any AMQP client can write, besides MassTransit's own envelope.</summary>
    static void TakePlainJson(IReceiveEndpointConfigurator endpoint) =>
        endpoint.UseRawJsonDeserializer(RawSerializerOptions.All, isDefault: true);

    /// <summary>
    /// Faults and skipped messages of every queue land in one, where an operator looks. MassTransit would copy each
    /// queue's own arguments to it, and a second set of arguments is refused by the broker: there must be none.
    /// </summary>
    static void ToOneDeadLetterQueue(IRabbitMqBusFactoryConfigurator transport)
    {
        transport.SendTopology.ErrorQueueNameFormatter = new OneName();
        transport.SendTopology.DeadLetterQueueNameFormatter = new OneName();
        transport.SendTopology.ConfigureErrorSettings = WithoutArguments;
        transport.SendTopology.ConfigureDeadLetterSettings = WithoutArguments;
    }

    static void WithoutArguments(IRabbitMqQueueBindingConfigurator queue)
    {
        foreach (var argument in CopiedArguments)
            queue.SetQueueArgument(argument, null!);
    }

    static readonly string[] CopiedArguments =
    [
        "x-queue-type", "x-quorum-initial-group-size", "x-delivery-limit", "x-overflow", "x-dead-letter-exchange",
        "x-dead-letter-routing-key", "x-dead-letter-strategy", "x-message-ttl", "x-expires",
        "x-single-active-consumer",
    ];

    /// <summary>MassTransit accepts a broken certificate chain unless it is told not to.</summary>
    static void Secure(IRabbitMqSslConfigurator tls, TlsOptions options)
    {
        tls.Protocol = SslProtocols.Tls12 | SslProtocols.Tls13;
        tls.ServerName = options.ServerName;
        tls.EnforcePolicyErrors(SslPolicyErrors.RemoteCertificateChainErrors);
    }

    sealed class OneName : IErrorQueueNameFormatter, IDeadLetterQueueNameFormatter
    {
        public string FormatErrorQueueName(string queueName) => DeadLetters;

        public string FormatDeadLetterQueueName(string queueName) => DeadLetters;
    }
}
