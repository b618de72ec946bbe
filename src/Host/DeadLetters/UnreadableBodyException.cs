namespace Sagas.Host.DeadLetters;

/// <summary>The body of a message is nothing that a command could be.</summary>
internal sealed class UnreadableBodyException(string message) : Exception(message);
