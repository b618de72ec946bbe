using MassTransit;
using MassTransit.Saga;

namespace Sagas.Persistence.UnitOfWork;

/// <summary>Loads and stores saga instances through the unit of work of the message.</summary>
internal sealed class UnitOfWorkSagaContextFactory<TSaga>(ISagaConsumeContextFactory<IUnitOfWork, TSaga> contexts)
    : ISagaRepositoryContextFactory<TSaga>
    where TSaga : class, ISaga
{
    public Task Send<T>(ConsumeContext<T> context, IPipe<SagaRepositoryContext<TSaga, T>> next)
        where T : class
        => next.Send(new UnitOfWorkSagaContext<TSaga, T>(context.GetPayload<IUnitOfWork>(), context, contexts));

    /// <exception cref="NotSupportedException">Always: every event names its saga by id.</exception>
    public Task SendQuery<T>(
        ConsumeContext<T> context, ISagaQuery<TSaga> query, IPipe<SagaRepositoryQueryContext<TSaga, T>> next)
        where T : class
        => throw new NotSupportedException("Events are correlated by id only.");

    public void Probe(ProbeContext context) => context.Add("persistence", "unit of work");
}
