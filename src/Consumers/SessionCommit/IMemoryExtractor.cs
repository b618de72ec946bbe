namespace Sagas.Consumers.SessionCommit;

/// <summary>Finds what is worth remembering in what was said. Thread-safe.</summary>
public interface IMemoryExtractor
{
    /// <summary>The memories of a transcript, in order, each once.</summary>
    /// <param name="transcript">What was said.</param>
    /// <param name="calls">Told before every call that may take long, and what it has used.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="ExtractionException">The answer of a model is of no use.</exception>
    /// <exception cref="HttpRequestException">The model could not be asked.</exception>
    Task<Extraction> Extract(Transcript transcript, ModelCalls calls, CancellationToken cancellationToken);
}
