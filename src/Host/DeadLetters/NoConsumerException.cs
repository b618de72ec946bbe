namespace Sagas.Host.DeadLetters;

/// <summary>A message came to a queue where nobody takes its type.</summary>
internal sealed class NoConsumerException(IEnumerable<string> types)
    : Exception($"Nobody takes {string.Join(", ", types.DefaultIfEmpty("a message without a type"))} here.");
