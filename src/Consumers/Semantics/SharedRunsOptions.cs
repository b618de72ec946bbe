namespace Sagas.Consumers.Semantics;

/// <summary>How much of the time summaries may take from everything else.</summary>
public sealed class SharedRunsOptions
{
    /// <summary>
    /// The rest between two runs of the same directory, as a multiple of what the run before took and of the
    /// directories that are busy. Default 9: summaries, of one directory or of many, are made in a tenth of the time at
    /// most, as long as <see cref="RestMax"/> allows it.
    /// </summary>
    public double RestPerRun { get; init; } = 9;

    /// <summary>The longest rest, and so the longest that a summary lags behind for it. Default 1 s.</summary>
    public TimeSpan RestMax { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Directories that are summarised at the same moment. Default 16.</summary>
    public int AtOnceMax { get; init; } = 16;
}
