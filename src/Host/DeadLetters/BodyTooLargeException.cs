namespace Sagas.Host.DeadLetters;

/// <summary>A command has more bytes than one may have.</summary>
internal sealed class BodyTooLargeException(long bytes, int limit)
    : Exception($"The body has {bytes} bytes, more than {limit} (Sagas:Limits:MessageBytes).");
