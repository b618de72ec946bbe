namespace Sagas.DeadLetters;

/// <summary>A dead letter with all that it carries.</summary>
/// <param name="Letter">What it is.</param>
/// <param name="Headers">Its headers as text, in order of name.</param>
/// <param name="Body">The body, byte for byte as it was sent.</param>
public sealed record DeadLetterContent(
    DeadLetter Letter, IReadOnlyDictionary<string, string> Headers, ReadOnlyMemory<byte> Body);
