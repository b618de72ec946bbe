using System.Runtime.CompilerServices;
using RabbitMQ.Client.Exceptions;
using Sagas.Contracts;
using Sagas.DeadLetters;

namespace Sagas.Host.DeadLetters;

/// <summary>
/// Sends letters back in the order of their death, whatever the order in which the queue hands them out: a quorum queue
/// forgets it when many letters were looked at.
/// </summary>
internal sealed class LetterReplay(LetterReader reader, IFaultPoints faults, TimeProvider time, double perSecond)
{
    /// <summary>So much of their bodies is held at once; behind it the order begins anew.</summary>
    const int BytesMax = 64 << 20;

    readonly TimeSpan _gap = TimeSpan.FromSeconds(1 / perSecond);
    readonly long _started = time.GetTimestamp();
    TimeSpan _next;

    /// <param name="wanted">The letters; empty when all were found.</param>
    /// <param name="cancellationToken">Stops after the letter in hand.</param>
    public async IAsyncEnumerable<DeadLetterResult> Run(
        HashSet<string> wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await Take(wanted, cancellationToken) is { Count: > 0 } taken)
        {
            // Stable: letters of one moment go as the queue has them.
            foreach (var letter in taken.OrderBy(letter => letter.Facts.FailedAt))
                yield return await Resend(letter, cancellationToken);
        }
    }

    async Task<List<BrokerLetter>> Take(HashSet<string> wanted, CancellationToken cancellationToken)
    {
        var taken = new List<BrokerLetter>();
        var bytes = 0L;
        while (wanted.Count > 0 && bytes < BytesMax && await reader.Next(cancellationToken) is { } letter)
        {
            if (!wanted.Remove(letter.Facts.Id))
                continue;
            taken.Add(letter);
            bytes += letter.Body.Length;
        }
        return taken;
    }

    async Task<DeadLetterResult> Resend(BrokerLetter letter, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(letter.Facts.Queue))
            return Failed(letter, "It does not say which queue it came from.");
        await Pace(cancellationToken);
        try
        {
            await reader.Resend(letter, cancellationToken);
        }
        catch (PublishException refused)
        {
            return Failed(letter, refused.IsReturn
                ? $"There is no queue {letter.Facts.Queue}."
                : $"The broker does not take it into {letter.Facts.Queue}.");
        }
        // Died here: the message is in its queue and still a dead letter. Replaying it once more sends the same
        // message id and the same transaction id: it changes nothing.
        await faults.Reach("dead-letters.after-resend", cancellationToken);
        await reader.Remove(letter, CancellationToken.None);
        return new DeadLetterResult(letter.Facts.Id, DeadLetterResult.Replayed);
    }

    /// <summary>From one to the next, not on average: who was held up does not make up for it in a burst.</summary>
    async Task Pace(CancellationToken cancellationToken)
    {
        var early = _next - time.GetElapsedTime(_started);
        if (early > TimeSpan.Zero)
            await Task.Delay(early, time, cancellationToken);
        var now = time.GetElapsedTime(_started);
        _next = (now > _next ? now : _next) + _gap;
    }

    static DeadLetterResult Failed(BrokerLetter letter, string problem) =>
        new(letter.Facts.Id, DeadLetterResult.Failed, problem);
}
