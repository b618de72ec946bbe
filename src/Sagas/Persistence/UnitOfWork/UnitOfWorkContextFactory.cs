using MassTransit;
using MassTransit.Middleware;
using Sagas.Persistence.Outbox;

namespace Sagas.Persistence.UnitOfWork;

/// <summary>
/// The seam where MassTransit hands over a consumed message: everything the consumer or the saga does runs inside one
/// unit of work, its outgoing messages are captured as rows, and the message is acknowledged after the commit.
/// </summary>
internal sealed class UnitOfWorkContextFactory(
    IUnitOfWorkStore store, OutboxCapture capture, IServiceProvider services) : IOutboxContextFactory<IUnitOfWorkStore>
{
    public async Task Send<T>(
        ConsumeContext<T> context, OutboxConsumeOptions options, IPipe<OutboxConsumeContext<T>> next)
        where T : class
    {
        UnitOfWorkConsumeContext<T>? last = null;
        try
        {
            await store.Run(
                async unit =>
                {
                    last = new UnitOfWorkConsumeContext<T>(context, options, services, unit, capture);
                    await next.Send(last);
                },
                context.CancellationToken);
        }
        catch (Exception exception)
        {
            if (last is { } failed)
                await failed.NotifyNothingHappened(exception);
            throw;
        }
        await last!.NotifyWhatHappened();
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("unitOfWork");
}
