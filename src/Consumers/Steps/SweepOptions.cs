namespace Sagas.Consumers.Steps;

/// <summary>How long the participants remember what they have closed.</summary>
public sealed class SweepOptions
{
    /// <summary>
    /// Tombstones, barrier rows and fences older than this are deleted: no message may be later than that.
    /// </summary>
    /// <value>7 days.</value>
    public TimeSpan Memory { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Uploads that nobody has named for so long are deleted, but for what an accepted command needs.
    /// </summary>
    /// <value>12 hours.</value>
    public TimeSpan Uploads { get; set; } = TimeSpan.FromHours(12);
}
