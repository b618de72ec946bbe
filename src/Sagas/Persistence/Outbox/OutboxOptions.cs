namespace Sagas.Persistence.Outbox;

/// <summary>How the outbox is emptied.</summary>
public sealed class OutboxOptions
{
    /// <summary>
    /// How long a committed message belongs to the process that wrote it, which sends it from memory; after that any
    /// dispatcher takes it.
    /// </summary>
    /// <value>30 seconds.</value>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often due rows are looked for: the safety net, and the clock of the timers.</summary>
    /// <value>200 milliseconds.</value>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long a row that was sent may wait to be deleted with others.</summary>
    /// <value>50 milliseconds.</value>
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long one sending may take before it is tried again.</summary>
    /// <value>30 seconds.</value>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long a timer that came due without a connection may be put off when there is one again: for as long as it is
    /// late, and no longer than this.
    /// </summary>
    /// <value>30 seconds.</value>
    public TimeSpan TimerGraceMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many messages are on their way at once.</summary>
    /// <value>512.</value>
    public int SendConcurrency { get; set; } = 512;

    /// <summary>How often a row is tried before it is parked and shown. Failures of the connection do not
    /// count.</summary>
    /// <value>8.</value>
    public int AttemptsMax { get; set; } = 8;

    /// <summary>Which rows stay until their message was consumed here; the others go when the transport has confirmed
    /// it.</summary>
    /// <value>None.</value>
    public KeptRows KeepUntilConsumed { get; set; }
}
