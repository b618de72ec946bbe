namespace Sagas.Host.Options;

/// <summary>How long things may take.</summary>
internal sealed class TimeoutOptions
{
    /// <summary>How long a command that says nothing waits for its path locks.</summary>
    /// <value>30 s</value>
    [DurationRange("0 s", "1 h")]
    public TimeSpan LockWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a step may be silent before its command is sent again.</summary>
    /// <value>30 s</value>
    [DurationRange("100 ms", "1 h")]
    public TimeSpan Step { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long all steps together may take before the transaction is undone.</summary>
    /// <value>300 s</value>
    [DurationRange("100 ms", "1 d")]
    public TimeSpan Exec { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>The first pause of a suspended transaction before its undo is tried again; it doubles up to 1 h.
    /// </summary>
    /// <value>5 s</value>
    [DurationRange("100 ms", "1 h")]
    public TimeSpan UndoRetry { get; set; } = TimeSpan.FromSeconds(5);
}
