using System.ComponentModel.DataAnnotations;

namespace Sagas.Host.Options;

/// <summary>How memories are made of sessions.</summary>
internal sealed class SessionsOptions
{
    /// <summary>How long one call of the model may take when memories are extracted.</summary>
    /// <value>2 min</value>
    [DurationRange("100 ms", "1 h")]
    public TimeSpan ExtractionTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long an extraction may wait for its turn at the model before it is asked again.</summary>
    /// <value>1 h</value>
    [DurationRange("1 s", "1 d")]
    public TimeSpan ExtractionQueue { get; set; } = TimeSpan.FromHours(1);

    /// <summary>The pause after the first failed extraction; it doubles with each.</summary>
    /// <value>5 s</value>
    [DurationRange("10 ms", "1 h")]
    public TimeSpan ExtractionRetry { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest pause between two extractions.</summary>
    /// <value>10 min</value>
    [DurationRange("10 ms", "1 d")]
    public TimeSpan ExtractionRetryMax { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How often an extraction is tried before an operator has to ask for more.</summary>
    /// <value>24: with the default pauses, almost three hours</value>
    [Range(1, 1000)]
    public int ExtractionAttempts { get; set; } = 24;

    /// <summary>How long a commit waits for the extraction of the archive before it in its session.</summary>
    /// <value>12 h</value>
    [DurationRange("1 s", "7 d")]
    public TimeSpan TurnWait { get; set; } = TimeSpan.FromHours(12);

    /// <summary>Extractions of one process at the same time.</summary>
    /// <value>4</value>
    [Range(1, 256)]
    public int ModelCalls { get; set; } = 4;

    /// <summary>Memories of one archive; the others are counted as dropped.</summary>
    /// <value>100</value>
    [Range(1, 400)]
    public int MemoriesPerArchive { get; set; } = 100;
}
