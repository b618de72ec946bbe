using MassTransit;
using Sagas.Consumers;
using Sagas.Host.DeadLetters;

namespace Sagas.Host.Worlds;

/// <summary>The embedded world's transport: it dies with the process, so the outbox remembers for it.</summary>
internal static class InMemoryTransport
{
    public static void UseInMemoryTransport(this IBusRegistrationConfigurator bus) =>
        bus.UsingInMemory((context, transport) =>
        {
            context.FinishRowsWhenConsumed(transport);
            transport.ConnectEndpointConfigurationObserver(new EveryEndpoint());
            transport.ConfigureSagasEndpoints(context);
            transport.ConfigureParticipantEndpoints(context);
        });

    sealed class EveryEndpoint : IEndpointConfigurationObserver
    {
        public void EndpointConfigured<T>(T configurator)
            where T : IReceiveEndpointConfigurator
            => configurator.KeepDeadLettersInTheOutbox();
    }
}
