using MassTransit;
using MassTransit.Configuration;
using MassTransit.Saga;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Contracts;
using Sagas.Intake;
using Sagas.Lifecycle;
using Sagas.Persistence.Outbox;
using Sagas.Persistence.UnitOfWork;
using Sagas.SessionCommit;

namespace Sagas;

/// <summary>The coordinator's receive endpoints, the same on every transport.</summary>
public static class SagasEndpoints
{
    // What one commit takes (SqliteWriter): more would only wait for it, and every message on the in-memory transport
    // wakes all idle readers.
    const int ConcurrentMessages = 64;

    static readonly Type[] Intakes = [.. typeof(SagasEndpoints).Assembly.GetTypes()
        .Where(t => t is { IsAbstract: false, BaseType: { IsGenericType: true } b }
            && b.GetGenericTypeDefinition() == typeof(CommandConsumer<>))];

    /// <summary>Registers the machines and the intakes.</summary>
    public static void AddSagasConsumers(this IBusRegistrationConfigurator bus)
    {
        ArgumentNullException.ThrowIfNull(bus);
        bus.AddMachine<TransactionMachine, TransactionState>();
        bus.AddMachine<CommitMachine, CommitState>();
        foreach (var intake in Intakes)
            bus.AddConsumer(intake);
    }

    /// <summary>
    /// Declares the endpoints. Each queue takes one kind of message, sent to it by name: nothing is bound to published
    /// types.
    /// </summary>
    /// <param name="transport">The transport's configurator.</param>
    /// <param name="context">The registrations.</param>
    /// <param name="commandQueue">What the transport adds to a command queue, such as plain JSON.</param>
    public static void ConfigureSagasEndpoints(
        this IBusFactoryConfigurator transport, IBusRegistrationContext context,
        Action<IReceiveEndpointConfigurator>? commandQueue = null)
    {
        ArgumentNullException.ThrowIfNull(transport);
        transport.MachineEndpoint<TransactionState>(QueueName.Transactions, context);
        transport.MachineEndpoint<CommitState>(QueueName.SessionCommits, context);
        foreach (var intake in Intakes)
        {
            var command = intake.BaseType!.GetGenericArguments()[0];
            transport.ReceiveEndpoint(QueueName.Of(command), endpoint =>
            {
                WithUnitOfWork(endpoint, context);
                commandQueue?.Invoke(endpoint);
                endpoint.ConfigureConsumer(context, intake);
            });
        }
    }

    static void AddMachine<TMachine, TState>(this IBusRegistrationConfigurator bus)
        where TMachine : class, SagaStateMachine<TState>
        where TState : class, SagaStateMachineInstance
        => bus.AddSagaStateMachine<TMachine, TState>().Repository(r => r.RegisterSagaRepository<
            TState, IUnitOfWork, SagaConsumeContextFactory<IUnitOfWork, TState>,
            UnitOfWorkSagaContextFactory<TState>>());

    static void MachineEndpoint<TState>(
        this IBusFactoryConfigurator transport, string queue, IBusRegistrationContext context)
        where TState : class, ISaga
        => transport.ReceiveEndpoint(queue, endpoint =>
        {
            WithUnitOfWork(endpoint, context);
            endpoint.ConfigureSaga<TState>(context);
        });

    /// <summary>Retry outside, unit of work inside: every attempt is a unit of its own.</summary>
    static void WithUnitOfWork(IReceiveEndpointConfigurator endpoint, IBusRegistrationContext context)
    {
        endpoint.ConfigureConsumeTopology = false;
        endpoint.ConcurrentMessageLimit = ConcurrentMessages;
        endpoint.PrefetchCount = 2 * ConcurrentMessages;
        endpoint.UseMessageRetry(retry => retry.Exponential(
            10, TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(10)));
        var unitOfWork = new OutboxConsumePipeSpecificationObserver<IUnitOfWorkStore>(endpoint, context);
        endpoint.ConnectConsumerConfigurationObserver(unitOfWork);
        endpoint.ConnectSagaConfigurationObserver(unitOfWork);
    }

    /// <summary>
    /// Finishes the rows that are kept until their message was consumed. One that its consumer gave up on is tried
    /// again or parked on a transport that dies with the process; on others it is with the transport's dead letters.
    /// </summary>
    public static void FinishRowsWhenConsumed(this IServiceProvider services, IReceiveObserverConnector bus)
    {
        ArgumentNullException.ThrowIfNull(bus);
        bus.ConnectReceiveObserver(services.GetRequiredService<OutboxOptions>().KeepUntilConsumed is KeptRows.All
            ? services.GetRequiredService<ConsumedObserver>()
            : services.GetRequiredService<TakenObserver>());
    }
}
