using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Sagas.Persistence.Outbox;

/// <summary>
/// Finds rows that may be sent and claims them. Only what it has claimed is read: what is under way is due as well, and
/// would be read again and again. Used by one thread at a time, but for <see cref="Rest"/>.
/// </summary>
internal sealed class RowSearch(IOutboxReader reader, InFlightRows inFlight, TimeProvider time)
{
    const int PageSize = 2_000;

    /// <summary>Bodies are larger than numbers.</summary>
    const int ReadMax = 500;

    /// <summary>What was sent and is kept until it is consumed stays due: it is looked at no more often than this.
    /// </summary>
    static readonly TimeSpan WholeLook = TimeSpan.FromSeconds(5);

    readonly ConcurrentQueue<long> _resting = new();
    (long After, long Last) _leftBehind;
    DateTimeOffset? _looked;
    DateTimeOffset _lookedAtAll;

    /// <summary>Lets go of a row that was put off: the next look may find it again.</summary>
    public void Rest(long row) => _resting.Enqueue(row);

    /// <summary>
    /// From now on <see cref="LeftBehind"/> finds what is there now and was left by a process that died. Rows of this
    /// process have higher numbers, or are claimed.
    /// </summary>
    public async Task RememberLeftBehind(CancellationToken cancellationToken) =>
        _leftBehind = (0, await reader.Last(cancellationToken));

    /// <summary>The next of them, in their order, each once; none when all were found.</summary>
    public async Task<IReadOnlyList<OutboxRow>> LeftBehind(int limit, CancellationToken cancellationToken)
    {
        while (limit > 0 && _leftBehind.After < _leftBehind.Last)
        {
            var (after, last) = _leftBehind;
            var page = await reader.Leased(after, last, Math.Min(limit, ReadMax), cancellationToken);
            var rows = await Claim(page, cancellationToken);
            _leftBehind.After = page is [.., var end] ? end : last;
            if (rows.Count > 0)
                return rows;
        }
        return [];
    }

    /// <summary>
    /// What is due and nobody's, in batches, as long as there is room for more. A look that ends early begins anew the
    /// next time.
    /// </summary>
    /// <param name="room">How many more there is room for.</param>
    /// <param name="cancellationToken">Ends the look.</param>
    public async IAsyncEnumerable<IReadOnlyList<OutboxRow>> Due(
        Func<int> room, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Before the look, never in the middle of one: a page that was read before they were put off would show them
        // as due, and they would go out at once.
        while (_resting.TryDequeue(out var row))
            inFlight.Forget(row);
        var now = time.GetUtcNow();
        var position = Begin(now);
        while (await reader.Due(now, position, PageSize, cancellationToken) is [.., var end] page)
        {
            foreach (var numbers in page.Select(row => row.Id).Where(id => !inFlight.Has(id)).Chunk(ReadMax))
            {
                var places = room();
                if (await Claim([.. numbers.Take(places)], cancellationToken) is { Count: > 0 } rows)
                    yield return rows;
                if (places < numbers.Length)
                {
                    _looked = null;
                    yield break;
                }
            }
            position = end;
        }
        _looked = now;
    }

    /// <summary>
    /// Behind what was due at the last look, and claimed then: what has come due since, with room for a commit that was
    /// late or a clock that was put back.
    /// </summary>
    OutboxPosition Begin(DateTimeOffset now)
    {
        if (_looked is { } looked && now - _lookedAtAll < WholeLook && now >= looked)
            return new((looked - WholeLook).ToUnixTimeMilliseconds(), long.MinValue);
        _lookedAtAll = now;
        return OutboxPosition.Start;
    }

    /// <summary>Claimed first: what was deleted or put off meanwhile is not found, and let go of.</summary>
    async Task<IReadOnlyList<OutboxRow>> Claim(IReadOnlyList<long> numbers, CancellationToken cancellationToken)
    {
        var claimed = numbers.Where(inFlight.TryClaim).ToList();
        var left = claimed.ToHashSet();
        try
        {
            IReadOnlyList<OutboxRow> rows = claimed.Count > 0 ? await reader.Read(claimed, cancellationToken) : [];
            left.ExceptWith(rows.Select(row => row.Id));
            return rows;
        }
        finally
        {
            foreach (var row in left)
                inFlight.Forget(row);
        }
    }
}
