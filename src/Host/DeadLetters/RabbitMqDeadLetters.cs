using System.Runtime.CompilerServices;
using RabbitMQ.Client.Exceptions;
using Sagas.Contracts;
using Sagas.DeadLetters;
using Sagas.Host.Worlds.Broker;

namespace Sagas.Host.DeadLetters;

/// <summary>The queue <see cref="DeadLetterQueue.Name"/>, by a connection of its own for every look.</summary>
internal sealed class RabbitMqDeadLetters(BrokerConnections broker, IFaultPoints faults, TimeProvider time)
    : IDeadLetterBox
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public Task<IReadOnlyList<DeadLetter>> Browse(int limit, CancellationToken cancellationToken) =>
        Walk<IReadOnlyList<DeadLetter>>(
            async reader =>
            {
                var letters = new List<DeadLetter>();
                while (letters.Count < limit && await reader.Next(cancellationToken) is { } letter)
                    letters.Add(letter.Facts);
                return letters;
            },
            cancellationToken);

    public Task<DeadLetterContent?> Find(string id, CancellationToken cancellationToken) =>
        Walk<DeadLetterContent?>(
            async reader =>
            {
                while (await reader.Next(cancellationToken) is { } letter)
                {
                    if (letter.Facts.Id == id)
                        return new(letter.Facts, BrokerLetters.Headers(letter.Properties), letter.Body);
                }
                return null;
            },
            cancellationToken);

    public Task<IReadOnlyList<DeadLetterResult>> Replay(
        IReadOnlyCollection<string> ids, double perSecond, CancellationToken cancellationToken) =>
        Each(
            ids,
            (reader, wanted) => new LetterReplay(reader, faults, time, perSecond).Run(wanted, cancellationToken),
            cancellationToken);

    public Task<IReadOnlyList<DeadLetterResult>> Discard(
        IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        Each(ids, (reader, wanted) => Remove(reader, wanted, cancellationToken), cancellationToken);

    static async IAsyncEnumerable<DeadLetterResult> Remove(
        LetterReader reader, HashSet<string> wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (wanted.Count > 0 && await reader.Next(cancellationToken) is { } letter)
        {
            if (!wanted.Remove(letter.Facts.Id))
                continue;
            await reader.Remove(letter, cancellationToken);
            yield return new DeadLetterResult(letter.Facts.Id, DeadLetterResult.Discarded);
        }
    }

    /// <summary>One walk; what goes wrong in the middle of it is a result of those that were not reached.</summary>
    Task<IReadOnlyList<DeadLetterResult>> Each(
        IReadOnlyCollection<string> ids,
        Func<LetterReader, HashSet<string>, IAsyncEnumerable<DeadLetterResult>> action,
        CancellationToken cancellationToken) =>
        Walk<IReadOnlyList<DeadLetterResult>>(
            async reader =>
            {
                var left = ids.ToHashSet(StringComparer.Ordinal);
                var results = new List<DeadLetterResult>();
                try
                {
                    await foreach (var result in action(reader, [.. left]))
                    {
                        results.Add(result);
                        left.Remove(result.Id);
                    }
                    results.AddRange(left.Select(id => new DeadLetterResult(id, DeadLetterResult.Gone)));
                }
                catch (Exception e)
                    when (results.Count > 0 && e is RabbitMQClientException or OperationCanceledException)
                {
                    results.AddRange(left.Select(id => new DeadLetterResult(
                        id, DeadLetterResult.Failed, $"Not finished: {e.Message} Look again.")));
                }
                return results;
            },
            cancellationToken);

    async Task<T> Walk<T>(Func<LetterReader, Task<T>> walk, CancellationToken cancellationToken)
    {
        try
        {
            await using var reader = await Open(cancellationToken);
            return await walk(reader);
        }
        catch (OperationInterruptedException missing)
            when (missing.ShutdownReason?.ReplyCode is RabbitMQ.Client.Constants.NotFound)
        {
            throw BrokerConnections.Unavailable($"There is no queue {DeadLetterQueue.Name} (yet).", missing);
        }
        catch (RabbitMQClientException broken)
        {
            throw broker.Unavailable(broken);
        }
    }

    async Task<LetterReader> Open(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            if (await LetterReader.TryOpen(broker, time, cancellationToken) is { } reader)
                return reader;
            if (time.GetElapsedTime(started) > Patience)
            {
                throw new RefusedException(new Reason(
                    ErrorCode.Conflict, "Somebody else is at the dead letters; try again in a while."));
            }
            await Task.Delay(Pause, time, cancellationToken);
        }
    }
}
