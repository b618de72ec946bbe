using Microsoft.Extensions.Logging;
using Sagas.Contracts;
using Sagas.Queries;

namespace Sagas.DeadLetters;

/// <summary>Where operators see to dead letters, wherever they lie; each action is audited. Thread-safe.</summary>
public sealed partial class DeadLetterDesk(
    IEnumerable<IDeadLetterBox> boxes, ITransactionQueries queries, IDeadLetterAudit audit, TimeProvider time,
    ILogger<DeadLetterDesk> logger)
{
    /// <summary>So many letters of a place are looked at; there may be more behind them.</summary>
    public const int LettersMax = 10_000;

    const string Requested = "requested";

    /// <summary>All letters, oldest first.</summary>
    /// <exception cref="RefusedException">A place cannot be reached.</exception>
    public async Task<IReadOnlyList<DeadLetter>> All(CancellationToken cancellationToken)
    {
        var letters = new List<DeadLetter>();
        foreach (var box in boxes)
            letters.AddRange(await box.Browse(LettersMax, cancellationToken));
        // Stable: letters of one place and one moment keep their order.
        return [.. letters.OrderBy(letter => letter.FailedAt)];
    }

    /// <summary>One letter with its content; null when it is nowhere.</summary>
    /// <exception cref="RefusedException">A place cannot be reached.</exception>
    public async Task<DeadLetterContent?> Find(string id, CancellationToken cancellationToken)
    {
        foreach (var box in boxes)
        {
            if (await box.Find(id, cancellationToken) is { } found)
                return found;
        }
        return null;
    }

    /// <summary>Does what an operator wants; every letter of the order has an outcome, in the order's order.</summary>
    /// <param name="order">What.</param>
    /// <param name="letters">What the operator may touch, as just looked at.</param>
    /// <param name="cancellationToken">Stops after the letter in hand.</param>
    /// <exception cref="RefusedException">A place cannot be reached.</exception>
    public async Task<IReadOnlyList<DeadLetterOutcome>> Act(
        DeadLetterOrder order, IReadOnlyList<DeadLetter> letters, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(order);
        var wanted = order.Ids.ToHashSet(StringComparer.Ordinal);
        var known = letters.Where(letter => wanted.Contains(letter.Id)).ToDictionary(letter => letter.Id);
        // Durable before anything is done: after a crash the audit shows what was under way, and who wanted it.
        await audit.Record([.. known.Values.Select(letter => Line(order, letter, Requested, order.Why))]);
        var notes = order.Action == DeadLetterOrder.Replay ? await Notes(known.Values, cancellationToken) : [];
        var results = new Dictionary<string, DeadLetterResult>(StringComparer.Ordinal);
        foreach (var box in boxes)
        {
            var left = known.Keys.Where(id => !results.ContainsKey(id)).ToList();
            foreach (var result in await Do(box, order, left, cancellationToken))
            {
                if (result.Result != DeadLetterResult.Gone)
                    results[result.Id] = result;
            }
        }
        await audit.Record([.. known.Values.Select(letter => Line(
            order, letter, ResultOf(letter.Id).Result, ResultOf(letter.Id).Problem))]);
        LogDone(order.Action, results.Count, wanted.Count, order.By, order.Why ?? "");
        return [.. order.Ids.Distinct().Select(id => new DeadLetterOutcome(
            id, ResultOf(id).Result, ResultOf(id).Problem, known.GetValueOrDefault(id)?.TransactionId,
            notes.GetValueOrDefault(id)))];

        DeadLetterResult ResultOf(string id) =>
            results.GetValueOrDefault(id) ?? new DeadLetterResult(id, DeadLetterResult.Gone);
    }

    static Task<IReadOnlyList<DeadLetterResult>> Do(
        IDeadLetterBox box, DeadLetterOrder order, List<string> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
            return Task.FromResult<IReadOnlyList<DeadLetterResult>>([]);
        return order.Action == DeadLetterOrder.Replay
            ? box.Replay(ids, order.PerSecond, cancellationToken)
            : box.Discard(ids, cancellationToken);
    }

    /// <summary>A replay for a transaction that has ended is a late message: the operator should know.</summary>
    async Task<Dictionary<string, string>> Notes(
        IEnumerable<DeadLetter> letters, CancellationToken cancellationToken)
    {
        var notes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var letter in letters)
        {
            if (letter.TransactionId is { } id
                && await queries.Find(id, cancellationToken) is { EndedAt: not null } end)
            {
                notes[letter.Id] = PostActions.Contains(letter.MessageType)
                    ? $"Transaction {id} has ended ({end.Outcome}); this is work that follows its end."
                    : $"Transaction {id} has ended ({end.Outcome}): the message changes nothing.";
            }
        }
        return notes;
    }

    static readonly HashSet<string> PostActions =
    [
        .. typeof(IPostActionMessage).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IPostActionMessage))).Select(type => type.Name),
    ];

    DeadLetterAction Line(DeadLetterOrder order, DeadLetter letter, string result, string? why) => new()
    {
        At = time.GetUtcNow(),
        By = order.By,
        Action = order.Action,
        Result = result,
        Why = why,
        LetterId = letter.Id,
        Group = letter.Group,
        Queue = letter.Queue,
        MessageId = letter.MessageId,
        TransactionId = letter.TransactionId?.Value,
    };

    [LoggerMessage(130, LogLevel.Information, "Dead letters: {Action} of {Done} of {Wanted} by {By}: {Why}")]
    partial void LogDone(string action, int done, int wanted, string by, string why);
}
