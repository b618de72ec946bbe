using MassTransit;
using MassTransit.RabbitMqTransport.Configuration;

namespace Sagas.Host.DeadLetters;

/// <summary>
/// The one queue where every message ends that nobody could deal with. This is the one place that says how it is
/// declared: the broker refuses a second declaration with other arguments, whoever makes it.
/// </summary>
internal static class DeadLetterQueue
{
    /// <summary>The queue, and the fanout exchange in front of it.</summary>
    public const string Name = "sagas.dead-letters";

    /// <summary>
    /// Looking at a dead letter gives it back, and a quorum queue counts that as a failed delivery: from RabbitMQ 4.0
    /// on it drops a message after twenty. So many looks nobody takes.
    /// </summary>
    const int LooksMax = 1_000_000_000;

    /// <summary>Its arguments: durable anyway, never a time to live.</summary>
    /// <param name="quorum">Whether the broker keeps it on several nodes.</param>
    public static IReadOnlyDictionary<string, object> Arguments(bool quorum) => quorum
        ? new Dictionary<string, object> { ["x-queue-type"] = "quorum", ["x-delivery-limit"] = LooksMax }
        : new Dictionary<string, object>();

    /// <summary>
    /// Sends there what fails, what nobody takes, and, by the broker itself, what expires or is delivered too often:
    /// the queue is declared when the first endpoint starts, and every endpoint's queue names it as its own
    /// dead-letter target.
    /// </summary>
    public static void UseOneDeadLetterQueue(
        this IRabbitMqBusFactoryConfigurator transport, IReadOnlyDictionary<string, object> arguments)
    {
        var name = new OneName();
        transport.SendTopology.ErrorQueueNameFormatter = name;
        transport.SendTopology.DeadLetterQueueNameFormatter = name;
        transport.SendTopology.ConfigureErrorSettings = queue => SetArguments(queue, arguments);
        transport.SendTopology.ConfigureDeadLetterSettings = queue => SetArguments(queue, arguments);
        transport.ConnectReceiveObserver(AnsweredFault.Observer);
        transport.ConnectEndpointConfigurationObserver(new EveryEndpoint(arguments));
    }

    /// <summary>MassTransit copies the arguments of the queue that a message failed in.</summary>
    static void SetArguments(
        IRabbitMqQueueBindingConfigurator queue, IReadOnlyDictionary<string, object> arguments)
    {
        ((RabbitMqQueueConfigurator)queue).QueueArguments.Clear();
        foreach (var (key, value) in arguments)
            queue.SetQueueArgument(key, value);
    }

    sealed class EveryEndpoint(IReadOnlyDictionary<string, object> arguments) : IEndpointConfigurationObserver
    {
        public void EndpointConfigured<T>(T configurator)
            where T : IReceiveEndpointConfigurator
        {
            configurator.UseDeadLetterPipes();
            if (configurator is IRabbitMqReceiveEndpointConfigurator endpoint)
                endpoint.BindDeadLetterQueue(Name, Name, queue => SetArguments(queue, arguments));
        }
    }

    sealed class OneName : IErrorQueueNameFormatter, IDeadLetterQueueNameFormatter
    {
        public string FormatErrorQueueName(string queueName) => Name;

        public string FormatDeadLetterQueueName(string queueName) => Name;
    }
}
