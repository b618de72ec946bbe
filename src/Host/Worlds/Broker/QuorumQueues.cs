using MassTransit;
using Sagas.Host.Options;

namespace Sagas.Host.Worlds.Broker;

/// <summary>
/// Makes every named queue a replicated one. What must never differ between two queues, their kind and where the
/// broker puts what it gives up on, is declared with them, so that a broker without policies loses nothing either.
/// </summary>
internal sealed class QuorumQueues(RabbitMqOptions options, string deadLetters) : IEndpointConfigurationObserver
{
    public void EndpointConfigured<T>(T configurator)
        where T : IReceiveEndpointConfigurator
    {
        // The bus's own queue of answers lives and dies with the process: it has nothing to replicate.
        if (configurator is not IRabbitMqReceiveEndpointConfigurator queue
            || configurator.InputAddress.Query.Contains("temporary=true", StringComparison.Ordinal))
            return;
        queue.SetQuorumQueue(options.Replicas > 0 ? options.Replicas : null);
        queue.SetQueueArgument("x-delivery-limit", options.DeliveryLimit);
        queue.SetQueueArgument("x-dead-letter-exchange", deadLetters);
        queue.SetQueueArgument("x-dead-letter-strategy", "at-least-once");
        queue.SetQueueArgument("x-overflow", "reject-publish");
    }
}
