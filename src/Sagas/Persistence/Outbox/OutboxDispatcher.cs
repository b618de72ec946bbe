using System.Collections.Concurrent;
using MassTransit;
using MassTransit.Serialization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sagas.Contracts;
using Sagas.Persistence.UnitOfWork;

namespace Sagas.Persistence.Outbox;

/// <summary>
/// Sends what is due: rows of this process straight from memory after their commit, everything else when it is found
/// due. One row that cannot be sent never holds up another.
/// </summary>
/// <remarks>
/// A crash at any line here leaves the row in the database: it is sent again after its lease, or at the next start.
/// Messages may go out twice; receivers are idempotent.
/// </remarks>
internal sealed partial class OutboxDispatcher(
    IBusControl bus, IOutboxReader reader, Lazy<IUnitOfWorkStore> store, InFlightRows inFlight, FinishedRows finished,
    ITransportLink link, OutboxOptions options, TimeProvider time, IFaultPoints faults,
    ILogger<OutboxDispatcher> logger)
    : BackgroundService, IOutboxDispatcher
{
    const int PageSize = 500;

    readonly SemaphoreSlim _sends = new(options.SendConcurrency);
    readonly ConcurrentQueue<long> _resting = new();
    readonly SendFailures _failures = new(time, logger);
    readonly TaskCompletionSource _busReady = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when messages begin to leave.</summary>
    public Task Ready => _busReady.Task;

    public void Accept(OutboxRow row)
    {
        // A timer waits in the database until it is due, so that cancelling it is deleting it.
        if (row.Token is null && inFlight.TryClaim(row.Id))
            _ = Dispatch(row, CancellationToken.None);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await WaitForBus(stoppingToken);
        // Before anything is sent: a row of this process that has failed and rests would be taken for one of the dead.
        if (options.DeleteWhenConsumed)
            await TakeOverFromTheDead(stoppingToken);
        _busReady.TrySetResult();

        using var poll = new PeriodicTimer(options.PollInterval, time);
        using var flush = new PeriodicTimer(options.FlushInterval, time);
        await Task.WhenAll(PollLoop(poll, stoppingToken), FlushLoop(flush, stoppingToken));
    }

    /// <summary>
    /// Before the endpoints of this process are bound, an exchange has no queue and drops what it is sent without a
    /// word: a row would count as sent, and nobody would ever get it.
    /// </summary>
    async Task WaitForBus(CancellationToken stopping)
    {
        await bus.WaitForHealthStatus(BusHealthStatus.Healthy, stopping);
        stopping.ThrowIfCancellationRequested();
    }

    async Task TakeOverFromTheDead(CancellationToken stopping)
    {
        var position = OutboxPosition.Start;
        while (await reader.Leased(position, PageSize, stopping) is { Count: > 0 } page)
        {
            LogTakenOver(page.Count);
            foreach (var row in page)
                Take(row, stopping);
            position = OutboxPosition.Of(page[^1]);
        }
    }

    async Task PollLoop(PeriodicTimer timer, CancellationToken stopping)
    {
        do
        {
            _failures.Report();
            try
            {
                await Poll(stopping);
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                LogPollFailed(exception);
            }
        }
        while (await Tick(timer, stopping));
    }

    async Task Poll(CancellationToken stopping)
    {
        // Before the look, never in the middle of one: a page that was read before they were put off would show them
        // as due, and they would go out at once.
        while (_resting.TryDequeue(out var row))
            inFlight.Forget(row);
        var now = time.GetUtcNow();
        var position = OutboxPosition.Start;
        while (await reader.Due(now, position, PageSize, stopping) is { Count: > 0 } page)
        {
            foreach (var row in page)
                Take(row, stopping);
            position = OutboxPosition.Of(page[^1]);
        }
    }

    void Take(OutboxRow row, CancellationToken stopping)
    {
        if (inFlight.TryClaim(row.Id))
            _ = Dispatch(row, stopping);
    }

    async Task FlushLoop(PeriodicTimer timer, CancellationToken stopping)
    {
        while (await Tick(timer, stopping))
        {
            if (finished.IsEmpty)
                continue;
            try
            {
                await store.Value.Run(_ => Task.CompletedTask, stopping);
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                LogFlushFailed(exception);
            }
        }
    }

    async Task Dispatch(OutboxRow row, CancellationToken stopping)
    {
        await _busReady.Task;
        await _sends.WaitAsync(CancellationToken.None);
        try
        {
            await faults.Reach("outbox.before-send", stopping);
            await SendOverAConnection(row, stopping);
        }
        catch (Exception exception)
        {
            inFlight.StopAwaiting(row);
            await GiveUpForNow(row, exception);
        }
        finally
        {
            _sends.Release();
        }
    }

    /// <summary>
    /// Once more for every connection that is lost in the meantime: what it did not confirm it never will. The message
    /// may have arrived, and then comes twice.
    /// </summary>
    async Task SendOverAConnection(OutboxRow row, CancellationToken stopping)
    {
        while (true)
        {
            var connected = link.Connected(stopping);
            var isLate = !connected.IsCompleted;
            var lost = await connected;
            if (isLate && row.Token is not null)
            {
                await PutOff(row);
                return;
            }
            try
            {
                await SendNow(row, lost, stopping);
                return;
            }
            // Whatever it was that failed: it says nothing about the message.
            catch (Exception) when (lost.IsCancellationRequested && !stopping.IsCancellationRequested)
            {
                _failures.LostOnItsWay();
            }
        }
    }

    /// <summary>
    /// A timer measures how long somebody was silent, and nobody was heard while there was no connection: it gets as
    /// long again as it came late, within bounds. What would have stopped it still does.
    /// </summary>
    async Task PutOff(OutboxRow row)
    {
        var now = time.GetUtcNow();
        var late = now - row.Due;
        row.Due = now + (late < options.TimerGraceMax ? late : options.TimerGraceMax);
        await store.Value.Run(unit => unit.Postpone(row).AsTask(), CancellationToken.None);
        _resting.Enqueue(row.Id);
    }

    async Task SendNow(OutboxRow row, CancellationToken lost, CancellationToken stopping)
    {
        using var timeout = new CancellationTokenSource(options.SendTimeout, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, lost, stopping);
        // Told before it leaves: on the in-memory transport it may be consumed before Send returns.
        var awaitsConsumption = options.DeleteWhenConsumed && !row.IsOptional;
        if (awaitsConsumption)
            inFlight.AwaitConsumption(row);

        // Not every wait inside a broker's client ends with its token: who gives up here does not wait for it. What
        // is sent late all the same is a message that comes twice.
        var endpoint = await bus.GetSendEndpoint(new Uri(row.Destination)).WaitAsync(any.Token);
        await endpoint.Send(new SerializedMessageBody(), new StoredMessage(row), any.Token).WaitAsync(any.Token);
        if (!awaitsConsumption)
            finished.Add(row.Id);
    }

    public async Task GiveUpForNow(OutboxRow row, Exception exception)
    {
        // An outage of the broker says nothing about the message: it must not use up its attempts.
        var counts = exception is not (OperationCanceledException or ConnectionException);
        row.Attempts += counts ? 1 : 0;
        row.LastError = exception.Message;
        row.Parked = row.Attempts >= options.AttemptsMax;
        row.Due = time.GetUtcNow() + OutboxBackoff.After(row.Attempts);
        _failures.Failed(row, exception);
        try
        {
            await store.Value.Run(unit => unit.Postpone(row).AsTask(), CancellationToken.None);
        }
        catch (Exception unwritable)
        {
            LogFlushFailed(unwritable);
        }
        _resting.Enqueue(row.Id);
    }

    static async Task<bool> Tick(PeriodicTimer timer, CancellationToken stopping)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public override void Dispose()
    {
        _sends.Dispose();
        base.Dispose();
    }
}
