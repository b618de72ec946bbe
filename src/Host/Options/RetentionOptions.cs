namespace Sagas.Host.Options;

/// <summary>How long history is kept.</summary>
internal sealed class RetentionOptions
{
    /// <summary>How long an ended transaction can be looked up, and its id is known as used. The participants forget
    /// it some hours sooner, and must not forget it while a message of it may still come.</summary>
    /// <value>7 days</value>
    [DurationRange("1 d", "3650 d")]
    public TimeSpan Transactions { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long the audit of dead letters says who replayed or discarded one, and why.</summary>
    /// <value>365 days</value>
    [DurationRange("1 m", "3650 d")]
    public TimeSpan DeadLetterActions { get; set; } = TimeSpan.FromDays(365);
}
