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
    /// <summary>How many rows are taken out of the database for each place to send from.</summary>
    const int TakenPerSend = 4;

    static readonly TimeSpan FlushPauseMax = TimeSpan.FromSeconds(5);

    readonly SemaphoreSlim _sends = new(options.SendConcurrency);
    readonly RowSearch _search = new(reader, inFlight, time);
    readonly ConcurrentDictionary<long, int> _hangs = new();
    readonly SendFailures _failures = new(time, logger);
    readonly Burst _failedLooks = new(time);
    readonly TaskCompletionSource _busReady = new(TaskCreationOptions.RunContinuationsAsynchronously);
    int _underWay;

    /// <summary>Completes when messages begin to leave.</summary>
    public Task Ready => _busReady.Task;

    public void Accept(OutboxRow row)
    {
        // A timer waits in the database until it is due, so that cancelling it is deleting it.
        if (row.Token is null && inFlight.TryClaim(row.Id))
            _ = Dispatch(row, isLate: false, CancellationToken.None);
    }

    /// <summary>Rows in memory count whether they wait for a connection, for a place to send from, or are being sent.
    /// </summary>
    int Room => (TakenPerSend * options.SendConcurrency) - Volatile.Read(ref _underWay);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await WaitForBus(stoppingToken);
        // Before anything is sent: a row of this process that has failed and rests would be taken for one of the dead.
        if (reader.IsAlone)
        {
            await _search.RememberLeftBehind(stoppingToken);
            await TakeOverFromTheDead(stoppingToken);
        }
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
        while (await _search.LeftBehind(Room, stopping) is { Count: > 0 } rows)
        {
            LogTakenOver(rows.Count);
            foreach (var row in rows)
                _ = Dispatch(row, isLate: false, stopping);
        }
    }

    async Task PollLoop(PeriodicTimer timer, CancellationToken stopping)
    {
        // The end of the last outage that was met here.
        var silentUntil = DateTimeOffset.MinValue;
        do
        {
            var connected = link.Connected(stopping);
            if (!connected.IsCompleted)
            {
                await ((Task)connected).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                silentUntil = time.GetUtcNow();
            }
            try
            {
                await Poll(silentUntil, stopping);
            }
            catch (Exception exception) when (!stopping.IsCancellationRequested)
            {
                if (_failedLooks.Begins())
                    LogPollFailed(exception);
            }
            if (_failedLooks.Over() is > 0 and var others)
                LogMorePollsFailed(others);
        }
        while (await Tick(timer, stopping));
    }

    async Task Poll(DateTimeOffset silentUntil, CancellationToken stopping)
    {
        await TakeOverFromTheDead(stopping);
        await foreach (var rows in _search.Due(() => Room, stopping))
        {
            foreach (var row in rows)
                _ = Dispatch(row, isLate: row.Due <= silentUntil, stopping);
        }
    }

    /// <summary>While the database cannot be written, less and less often: each attempt is one more failed commit.
    /// </summary>
    async Task FlushLoop(PeriodicTimer timer, CancellationToken stopping)
    {
        var pause = new GrowingPause(options.FlushInterval, FlushPauseMax);
        while (await Tick(timer, stopping))
        {
            _failures.Report();
            if (finished.IsEmpty || !pause.IsOver(time.GetUtcNow()))
                continue;
            try
            {
                await store.Value.Run(_ => Task.CompletedTask, stopping);
                pause.Succeeded();
            }
            // The writer has told the log.
            catch (Exception) when (!stopping.IsCancellationRequested)
            {
                pause.Failed(time.GetUtcNow());
            }
        }
    }

    async Task Dispatch(OutboxRow row, bool isLate, CancellationToken stopping)
    {
        Interlocked.Increment(ref _underWay);
        try
        {
            await _busReady.Task;
            await SendOverAConnection(row, isLate, stopping);
            _hangs.TryRemove(row.Id, out _);
        }
        catch (Exception exception)
        {
            inFlight.StopAwaiting(row);
            await GiveUpForNow(row, exception);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    /// <summary>
    /// Once more for every connection that is lost in the meantime: what it did not confirm it never will. The message
    /// may have arrived, and then comes twice.
    /// </summary>
    /// <param name="row">What is sent.</param>
    /// <param name="isLate">Whether there was no connection when it came due.</param>
    /// <param name="stopping">Ends the attempt.</param>
    async Task SendOverAConnection(OutboxRow row, bool isLate, CancellationToken stopping)
    {
        while (true)
        {
            // Before it waits for a place among those who send: an outage is as long for the last of them.
            var connected = link.Connected(stopping);
            isLate |= !connected.IsCompleted;
            var lost = await connected;
            if (isLate && row.Token is not null)
            {
                await PutOff(row);
                return;
            }
            await _sends.WaitAsync(CancellationToken.None);
            try
            {
                if (!lost.IsCancellationRequested)
                {
                    await faults.Reach("outbox.before-send", stopping);
                    await SendNow(row, lost, stopping);
                    return;
                }
            }
            // Whatever it was that failed: it says nothing about the message.
            catch (Exception) when (lost.IsCancellationRequested && !stopping.IsCancellationRequested)
            {
                _failures.LostOnItsWay();
            }
            finally
            {
                _sends.Release();
            }
            isLate = true;
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
        _search.Rest(row.Id);
    }

    async Task SendNow(OutboxRow row, CancellationToken lost, CancellationToken stopping)
    {
        using var timeout = new CancellationTokenSource(options.SendTimeout, time);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, lost, stopping);
        // Told before it leaves: it may be consumed before Send returns.
        var awaitsConsumption = IsKept(row);
        if (awaitsConsumption)
            inFlight.AwaitConsumption(options.KeepUntilConsumed is KeptRows.All ? row : row.WithoutContent());

        // Not every wait inside a broker's client ends with its token: who gives up here does not wait for it. What
        // is sent late all the same is a message that comes twice.
        var endpoint = await bus.GetSendEndpoint(new Uri(row.Destination)).WaitAsync(any.Token);
        await endpoint.Send(new SerializedMessageBody(), new StoredMessage(row), any.Token).WaitAsync(any.Token);
        if (!awaitsConsumption)
            finished.Add(row.Id);
    }

    bool IsKept(OutboxRow row) => !row.IsOptional && options.KeepUntilConsumed switch
    {
        KeptRows.All => true,
        KeptRows.WhatBeginsWork => WorkMessages.Has(row),
        _ => false,
    };

    public async Task GiveUpForNow(OutboxRow row, Exception exception)
    {
        // An outage of the broker says nothing about the message: it must not use up its attempts.
        var counts = exception is not (OperationCanceledException or ConnectionException);
        row.Attempts += counts ? 1 : 0;
        row.LastError = exception.Message;
        row.Parked = row.Attempts >= options.AttemptsMax;
        var hangs = exception is OperationCanceledException
            ? _hangs.AddOrUpdate(row.Id, 1, (_, count) => count + 1)
            : 0;
        row.Due = time.GetUtcNow() + OutboxBackoff.AfterHanging(row.Attempts, hangs);
        _failures.Failed(row, exception);
        try
        {
            await store.Value.Run(unit => unit.Postpone(row).AsTask(), CancellationToken.None);
        }
        catch (Exception unwritable)
        {
            _failures.Unwritten(unwritable);
        }
        _search.Rest(row.Id);
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
