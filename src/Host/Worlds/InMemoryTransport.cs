using MassTransit;
using Sagas.Consumers;

namespace Sagas.Host.Worlds;

/// <summary>The embedded world's transport: it dies with the process, so the outbox remembers for it.</summary>
internal static class InMemoryTransport
{
    public static void UseInMemoryTransport(this IBusRegistrationConfigurator bus) =>
        bus.UsingInMemory((context, transport) =>
        {
            context.FinishRowsWhenConsumed(transport);
            transport.ConfigureSagasEndpoints(context);
            transport.ConfigureParticipantEndpoints(context);
        });
}
