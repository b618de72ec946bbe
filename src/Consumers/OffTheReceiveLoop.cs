using MassTransit;

namespace Sagas.Consumers;

/// <summary>
/// Leaves the transport's receive loop before a consumer begins. What a participant does first is work of the file
/// system, which does not give its thread back: in the loop it would be done one message at a time, whatever the
/// endpoint's limit.
/// </summary>
sealed class OffTheReceiveLoop : IFilter<ConsumeContext>
{
    public async Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        await Task.Yield();
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("offTheReceiveLoop");
}
