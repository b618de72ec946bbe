using Sagas.Contracts;

namespace Sagas.Consumers.SessionCommit;

/// <summary>An extraction that made nothing, for a reason that can be told.</summary>
public sealed class ExtractionException(Reason reason, bool isFinal, Exception? innerException = null)
    : Exception(reason?.Message, innerException)
{
    /// <summary>Why.</summary>
    public Reason Reason { get; } = reason ?? throw new ArgumentNullException(nameof(reason));

    /// <summary>True when another attempt would end the same way.</summary>
    public bool IsFinal { get; } = isFinal;
}
