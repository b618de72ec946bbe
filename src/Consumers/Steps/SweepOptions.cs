namespace Sagas.Consumers.Steps;

/// <summary>How long the participants remember what they have closed.</summary>
public sealed class SweepOptions
{
    static readonly TimeSpan MemoryMax = TimeSpan.FromDays(7);

    // A sweep each hour, an hour more for tombstones that are links, and two for a purge that is late.
    static readonly TimeSpan Sooner = TimeSpan.FromHours(4);

    /// <summary>
    /// Tombstones, barrier rows and fences older than this are deleted: no message of a step may be later than that.
    /// Those that could be are few: rows of the outbox, which are sent at the start of a process; what lay in the
    /// broker while no participant was there to read it, which is read then; and a letter of a step that an operator
    /// replays. The sweep waits for the first two.
    /// </summary>
    /// <value>7 days.</value>
    public TimeSpan Memory { get; set; } = MemoryMax;

    /// <summary>
    /// The memory of participants whose coordinator forgets a transaction after <paramref name="retention"/>: shorter,
    /// for whoever takes its id again then must be a stranger to the participants, too. They would answer for the old
    /// transaction, and could not undo the new one.
    /// </summary>
    public static SweepOptions Within(TimeSpan retention) =>
        new() { Memory = retention - Sooner < MemoryMax ? retention - Sooner : MemoryMax };

    /// <summary>Uploads that nobody has named for so long are deleted, but for what an accepted command needs.
    /// </summary>
    /// <value>12 hours.</value>
    public TimeSpan Uploads { get; set; } = TimeSpan.FromHours(12);
}
