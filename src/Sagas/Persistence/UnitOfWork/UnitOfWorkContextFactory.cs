using MassTransit;
using MassTransit.Middleware;
using Microsoft.Extensions.Hosting;
using Sagas.Persistence.Outbox;

namespace Sagas.Persistence.UnitOfWork;

/// <summary>
/// The seam where MassTransit hands over a consumed message: everything the consumer or the saga does runs inside one
/// unit of work, its outgoing messages are captured as rows, and the message is acknowledged after the commit.
/// </summary>
/// <remarks>
/// While nothing can be stored, the message is kept and tried for as long as it takes: it is not to blame, and a timer
/// that became a dead letter would leave its transaction without one. Whatever else waits for the endpoint needs the
/// same database. A stop of the process ends it: the message is delivered again, to whoever comes next.
/// </remarks>
internal sealed class UnitOfWorkContextFactory(
    IUnitOfWorkStore store, OutboxCapture capture, IServiceProvider services, TimeProvider time,
    IHostApplicationLifetime process) : IOutboxContextFactory<IUnitOfWorkStore>
{
    static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(5);

    public async Task Send<T>(
        ConsumeContext<T> context, OutboxConsumeOptions options, IPipe<OutboxConsumeContext<T>> next)
        where T : class
    {
        var pause = PauseMin;
        while (!await TryRun(context, options, next))
        {
            await Pause(pause, context.CancellationToken);
            pause = pause * 2 < PauseMax ? pause * 2 : PauseMax;
        }
    }

    /// <summary>False when nothing could be stored, whatever the message: then nobody has heard of it.</summary>
    async Task<bool> TryRun<T>(
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
        catch (StoreUnavailableException)
        {
            return false;
        }
        catch (Exception exception)
        {
            if (last is { } failed)
                await failed.NotifyNothingHappened(exception);
            throw;
        }
        await last!.NotifyWhatHappened();
        return true;
    }

    /// <exception cref="OperationCanceledException">The endpoint or the process ends. It bears the message's own token:
    /// no retry takes it up, and no dead letter comes of it.</exception>
    async Task Pause(TimeSpan pause, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, process.ApplicationStopping);
        try
        {
            await Task.Delay(pause, time, either.Token);
        }
        catch (OperationCanceledException)
        {
            throw new OperationCanceledException("The store was unavailable to the end.", cancellationToken);
        }
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("unitOfWork");
}
