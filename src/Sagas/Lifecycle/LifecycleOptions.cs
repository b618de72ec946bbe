using Sagas.Contracts;

namespace Sagas.Lifecycle;

/// <summary>The times and bounds of a transaction's life.</summary>
public sealed class LifecycleOptions
{
    /// <summary>How long a transaction waits for its locks when the command does not say.</summary>
    /// <value>30 seconds.</value>
    public TimeSpan LockWait { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many transactions may wait for locks at once; the next one is refused as busy.</summary>
    /// <value>10,000.</value>
    public int WaitersMax { get; set; } = Limits.WaitersMax;

    /// <summary>How long a step or an undo may be silent before it is sent again.</summary>
    /// <value>30 seconds.</value>
    public TimeSpan Step { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long all steps together may take before they are undone. Progress restarts it.</summary>
    /// <value>300 seconds.</value>
    public TimeSpan Exec { get; set; } = TimeSpan.FromSeconds(300);

    /// <summary>How long a suspended transaction rests before its failed undos are tried again; doubles each
    /// round.</summary>
    /// <value>5 seconds.</value>
    public TimeSpan UndoRetry { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest rest between rounds.</summary>
    /// <value>1 hour.</value>
    public TimeSpan UndoRetryMax { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How long an ended transaction is kept.</summary>
    /// <value>7 days.</value>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(7);

    /// <summary>How long the audit says who did what with a dead letter.</summary>
    /// <value>365 days.</value>
    public TimeSpan AuditRetention { get; set; } = TimeSpan.FromDays(365);

    /// <summary>The rest after <paramref name="rounds"/> failed rounds.</summary>
    public TimeSpan UndoRetryAfter(int rounds)
    {
        var rest = UndoRetry * Math.Pow(2, Math.Clamp(rounds - 1, 0, 20));
        return rest < UndoRetryMax ? rest : UndoRetryMax;
    }
}
