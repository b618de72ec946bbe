using MassTransit;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Consumers;

/// <summary>The participants' receive endpoints, the same on every transport: one queue per step kind.</summary>
public static class ConsumersEndpoints
{
    /// <summary>Every consumer with the queue that it listens on.</summary>
    public static IReadOnlyDictionary<string, Type> Queues { get; } = typeof(ConsumersEndpoints).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false })
        .Select(type => (Type: type, Message: MessageOf(type)))
        .Where(x => x.Message is not null)
        .ToDictionary(x => QueueName.Of(x.Message!), x => x.Type);

    /// <summary>Registers the consumers.</summary>
    public static void AddParticipants(this IBusRegistrationConfigurator bus)
    {
        ArgumentNullException.ThrowIfNull(bus);
        foreach (var consumer in Queues.Values)
            bus.AddConsumer(consumer);
    }

    /// <summary>Declares the endpoints.</summary>
    public static void ConfigureParticipantEndpoints(
        this IBusFactoryConfigurator transport, IBusRegistrationContext context)
    {
        ArgumentNullException.ThrowIfNull(transport);
        var limits = context.GetService<ParticipantLimits>() ?? new ParticipantLimits();
        foreach (var (queue, consumer) in Queues)
        {
            transport.ReceiveEndpoint(queue, endpoint =>
            {
                endpoint.ConfigureConsumeTopology = false;
                endpoint.ConcurrentMessageLimit = limits.Of(queue);
                endpoint.PrefetchCount = 2 * limits.Of(queue);
                endpoint.UseFilter(new OffTheReceiveLoop());
                endpoint.UseMessageRetry(RetryWhatMayPass);
                endpoint.ConfigureConsumer(context, consumer);
            });
        }
    }

    /// <summary>
    /// What an outage or a full disk throws. Anything else is a defect or a permanent failure: trying it again would
    /// only keep others waiting.
    /// </summary>
    static void RetryWhatMayPass(IRetryConfigurator retry)
    {
        retry.Handle<IOException>();
        retry.Handle<UnauthorizedAccessException>();
        retry.Handle<SqliteException>();
        retry.Handle<TimeoutException>();
        retry.Handle<HttpRequestException>();
        retry.Exponential(
            5, TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(50));
    }

    /// <summary>The step command of a step consumer, or the message of a consumer of post-actions or requests.
    /// </summary>
    static Type? MessageOf(Type type)
    {
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (parent.IsGenericType && parent.GetGenericTypeDefinition() == typeof(Step<,>))
                return parent.GetGenericArguments()[0];
        }
        return type.GetInterfaces()
            .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IConsumer<>))
            .Select(i => i.GetGenericArguments()[0])
            .FirstOrDefault(message => message.IsAssignableTo(typeof(IPostActionMessage))
                || message.IsAssignableTo(typeof(IParticipantRequest)));
    }
}
