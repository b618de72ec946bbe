using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sagas.Contracts;
using Sagas.Persistence.Model;
using Sagas.Persistence.Outbox;
using Sagas.Persistence.UnitOfWork;

namespace Sagas.DeadLetters;

/// <summary>
/// Outbox rows that were parked: in the embedded world what no consumer could deal with, in every world what could
/// not be sent. A replay is a due time; the dispatcher does the rest.
/// </summary>
internal sealed class ParkedDeadLetters(
    IDbContextFactory<SagasDbContext> contexts, IUnitOfWorkStore store, TimeProvider time) : IDeadLetterBox
{
    /// <summary>What a letter is stands in its body: one after the other is read, and let go.</summary>
    public async Task<IReadOnlyList<DeadLetter>> Browse(int limit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Outbox.AsNoTracking().Where(row => row.Parked).OrderBy(row => row.Id).Take(limit)
            .AsAsyncEnumerable().Select(LetterOf).ToListAsync(cancellationToken);
    }

    public async Task<DeadLetterContent?> Find(string id, CancellationToken cancellationToken)
    {
        if ((await Marks(cancellationToken)).FirstOrDefault(mark => mark.LetterId == id) is not { } found)
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var row = await db.Outbox.AsNoTracking().SingleOrDefaultAsync(
            row => row.Id == found.Id && row.Parked, cancellationToken);
        if (row is null || IdOf(row) != id)
            return null;
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["attempts"] = row.Attempts.ToString(CultureInfo.InvariantCulture),
            ["destination"] = row.Destination,
            ["properties"] = row.Properties,
        };
        return new DeadLetterContent(LetterOf(row), headers, row.Body);
    }

    public Task<IReadOnlyList<DeadLetterResult>> Replay(
        IReadOnlyCollection<string> ids, double perSecond, CancellationToken cancellationToken)
    {
        // Due times are whole milliseconds: nearer ones would go in the order of the rows, not of their death.
        var pause = TimeSpan.FromSeconds(Math.Max(1 / perSecond, 0.001));
        var due = time.GetUtcNow();
        return Each(ids, DeadLetterResult.Replayed, Unpark, cancellationToken);

        ValueTask<bool> Unpark(IUnitOfWork unit, long row)
        {
            var next = due;
            due += pause;
            return unit.Unpark(row, next);
        }
    }

    public Task<IReadOnlyList<DeadLetterResult>> Discard(
        IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        Each(ids, DeadLetterResult.Discarded, (unit, row) => unit.DiscardParked(row), cancellationToken);

    /// <summary>All in one commit.</summary>
    async Task<IReadOnlyList<DeadLetterResult>> Each(
        IReadOnlyCollection<string> ids, string done, Func<IUnitOfWork, long, ValueTask<bool>> action,
        CancellationToken cancellationToken)
    {
        var wanted = ids.ToHashSet(StringComparer.Ordinal);
        var marks = (await Marks(cancellationToken)).Where(mark => wanted.Contains(mark.LetterId))
            .OrderBy(mark => mark.Due - OutboxBackoff.After(mark.Attempts));
        var results = ids.Distinct().ToDictionary(id => id, id => new DeadLetterResult(id, DeadLetterResult.Gone));
        await store.Run(
            async unit =>
            {
                foreach (var mark in marks)
                {
                    if (await action(unit, mark.Id))
                        results[mark.LetterId] = new DeadLetterResult(mark.LetterId, done);
                }
            },
            cancellationToken);
        return [.. results.Values];
    }

    /// <summary>What tells the letters apart; what is in them is read of those alone that are wanted.</summary>
    async Task<List<Mark>> Marks(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Outbox.Where(row => row.Parked).OrderBy(row => row.Id).Take(DeadLetterDesk.LettersMax)
            .Select(row => new Mark(row.Id, row.MessageId, row.Due, row.Attempts)).ToListAsync(cancellationToken);
    }

    static DeadLetter LetterOf(OutboxRow row)
    {
        var facts = MessageFacts.Of(row.Body, StoredTypeOf(row));
        return new DeadLetter
        {
            Id = IdOf(row),
            FailedAt = FailedAt(row),
            Cause = DeadLetterCause.Parked,
            Reason = row.LastError ?? "",
            MessageType = facts.MessageType ?? DeadLetterCause.Unknown,
            Queue = row.Destination["exchange:".Length..],
            MessageId = row.MessageId.ToString(),
            TransactionId = facts.TransactionId,
            Account = facts.Account,
            User = facts.User,
            ContentType = row.ContentType,
            Bytes = row.Body.Length,
        };
    }

    /// <summary>The due time of a parked row is the one of the attempt that was not made any more.</summary>
    static DateTimeOffset FailedAt(OutboxRow row) => row.Due - OutboxBackoff.After(row.Attempts);

    static string IdOf(OutboxRow row) => new Mark(row.Id, row.MessageId, row.Due, row.Attempts).LetterId;

    static string? StoredTypeOf(OutboxRow row) =>
        JsonSerializer.Deserialize<StoredProperties>(row.Properties, WireJson.Options)!.MessageTypes
            .Select(type => type[(type.LastIndexOf(':') + 1)..]).FirstOrDefault();

    sealed record Mark(long Id, Guid MessageId, DateTimeOffset Due, int Attempts)
    {
        /// <summary>A row's number is given again after the row is gone: the id is of all that it is.</summary>
        public string LetterId { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{Id}/{MessageId}/{Due.ToUnixTimeMilliseconds()}"))))[..20];
    }
}
