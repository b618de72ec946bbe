using Sagas.Queries;

namespace Sagas.Host.Http.Writing;

/// <summary>Waits until nothing is left to be done: transactions and the messages that they led to.</summary>
internal sealed class Idleness(ITransactionQueries queries, Stopping stopping, TimeProvider time)
{
    static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan PauseMax = TimeSpan.FromMilliseconds(500);

    /// <summary>False when <paramref name="timeout"/> ran out first, or the service stops; null = no limit.</summary>
    public async Task<bool> Reach(TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var pause = PauseMin; !IsIdle(await queries.Backlog(cancellationToken));)
        {
            if (stopping.Token.IsCancellationRequested
                || (timeout is { } limit && time.GetElapsedTime(started) >= limit))
                return false;
            await Pause(pause, cancellationToken);
            pause = pause * 2 < PauseMax ? pause * 2 : PauseMax;
        }
        return true;
    }

    async Task Pause(TimeSpan pause, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping.Token);
        await Task.Delay(pause, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>A suspended transaction waits for an operator and a parked message for nobody: they do not count.
    /// </summary>
    public static bool IsIdle(BacklogView backlog) =>
        backlog.OpenTransactions <= backlog.Suspended && backlog.PendingMessages == 0;
}
