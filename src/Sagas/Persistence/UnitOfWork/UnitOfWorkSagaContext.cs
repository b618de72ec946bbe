using MassTransit;
using MassTransit.Context;
using MassTransit.Saga;

namespace Sagas.Persistence.UnitOfWork;

/// <summary>One message's view of the saga table, inside its unit of work.</summary>
internal sealed class UnitOfWorkSagaContext<TSaga, TMessage>(
    IUnitOfWork unit, ConsumeContext<TMessage> context, ISagaConsumeContextFactory<IUnitOfWork, TSaga> contexts)
    : ConsumeContextScope<TMessage>(context), SagaRepositoryContext<TSaga, TMessage>
    where TSaga : class, ISaga
    where TMessage : class
{
    public Task<SagaConsumeContext<TSaga, TMessage>> Add(TSaga instance) =>
        contexts.CreateSagaConsumeContext(unit, this, instance, SagaConsumeContextMode.Add);

    public async Task<SagaConsumeContext<TSaga, TMessage>> Insert(TSaga instance) =>
        await unit.Insert(instance)
            ? await contexts.CreateSagaConsumeContext(unit, this, instance, SagaConsumeContextMode.Insert)
            : null!;

    public async Task<SagaConsumeContext<TSaga, TMessage>> Load(Guid correlationId) =>
        await unit.Load<TSaga>(correlationId) is { } instance
            ? await contexts.CreateSagaConsumeContext(unit, this, instance, SagaConsumeContextMode.Load)
            : null!;

    public async Task Save(SagaConsumeContext<TSaga> context)
    {
        if (!await unit.Insert(context.Saga))
            throw new StaleSagaException(typeof(TSaga), context.Saga.CorrelationId);
    }

    public Task Update(SagaConsumeContext<TSaga> context) => unit.Update(context.Saga).AsTask();

    public Task Delete(SagaConsumeContext<TSaga> context) => unit.Delete(context.Saga).AsTask();

    public Task Discard(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    public Task Undo(SagaConsumeContext<TSaga> context) => Task.CompletedTask;

    public Task<SagaConsumeContext<TSaga, T>> CreateSagaConsumeContext<T>(
        ConsumeContext<T> consumeContext, TSaga instance, SagaConsumeContextMode mode)
        where T : class
        => contexts.CreateSagaConsumeContext(unit, consumeContext, instance, mode);
}
