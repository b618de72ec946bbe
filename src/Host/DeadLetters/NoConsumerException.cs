namespace Sagas.Host.DeadLetters;

/// <summary>A message came to a queue where nobody takes its type.</summary>
internal sealed class NoConsumerException(string? type)
    : Exception($"Nobody takes {type ?? "a message without a type"} here.");
