using Sagas.Queries;

namespace Sagas.Host.Http.Writing;

/// <summary>Waits until nothing is left to be done: transactions and the messages that they led to.</summary>
internal sealed class Idleness(ITransactionQueries queries, IOpenWork work, Stopping stopping, TimeProvider time)
{
    static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(20);
    static readonly TimeSpan PauseMax = TimeSpan.FromMilliseconds(500);

    /// <summary>Of the whole service. False when <paramref name="timeout"/> ran out first, or the service stops; null =
    /// no limit.</summary>
    public Task<bool> Reach(TimeSpan? timeout, CancellationToken cancellationToken) =>
        Reach(async () => IsIdle(await queries.Backlog(cancellationToken)), timeout, cancellationToken);

    /// <summary>Of one account: what a caller is told who waits for what follows a write. Neither others nor a model
    /// that is asked for memories can keep them waiting.</summary>
    public Task<bool> ReachFor(string account, TimeSpan? timeout, CancellationToken cancellationToken) =>
        Reach(async () => !await work.IsLeft(account, cancellationToken), timeout, cancellationToken);

    async Task<bool> Reach(Func<Task<bool>> isIdle, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        for (var pause = PauseMin; !await isIdle();)
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
