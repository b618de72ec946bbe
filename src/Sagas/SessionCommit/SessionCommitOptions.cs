namespace Sagas.SessionCommit;

/// <summary>The times of a session commit's life.</summary>
public sealed class SessionCommitOptions
{
    /// <summary>How long an extraction may be silent before it is taken for failed.</summary>
    /// <value>2 minutes 30 seconds: a little more than one model call may take.</value>
    public TimeSpan Extraction { get; set; } = TimeSpan.FromSeconds(150);

    /// <summary>How long an extraction may wait in its queue before it is asked again.</summary>
    /// <value>1 hour.</value>
    public TimeSpan Queue { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The rest after the first failed attempt; doubles with each.</summary>
    /// <value>5 seconds.</value>
    public TimeSpan Retry { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest rest between attempts.</summary>
    /// <value>10 minutes.</value>
    public TimeSpan RetryMax { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How many attempts there are before the extraction has failed.</summary>
    /// <value>24: with the rests between them, almost three hours.</value>
    public int Attempts { get; set; } = 24;

    /// <summary>How long a commit waits for the extraction of the archive before.</summary>
    /// <value>12 hours.</value>
    public TimeSpan TurnWait { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How long a commit waits for the answer of one of its transactions before it looks for itself.</summary>
    /// <value>1 minute.</value>
    public TimeSpan Answer { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The rest after attempt number <paramref name="attempt"/>.</summary>
    public TimeSpan RetryAfter(int attempt)
    {
        var rest = Retry * Math.Pow(2, Math.Clamp(attempt - 1, 0, 20));
        return rest < RetryMax ? rest : RetryMax;
    }

    /// <summary>How long the model may be away from the first attempt on, and the last one still finds it.</summary>
    public TimeSpan Span => Enumerable.Range(1, Math.Max(0, Attempts - 1)).Aggregate(
        TimeSpan.Zero, (span, attempt) => span + RetryAfter(attempt));
}
