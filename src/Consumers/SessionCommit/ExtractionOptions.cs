namespace Sagas.Consumers.SessionCommit;

/// <summary>The bounds of one extraction.</summary>
public sealed class ExtractionOptions
{
    /// <summary>How long one call of a model may take.</summary>
    /// <value>2 minutes.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Memories of one archive; the others are counted as dropped.</summary>
    /// <value>100.</value>
    public int MemoriesMax { get; set; } = 100;
}
