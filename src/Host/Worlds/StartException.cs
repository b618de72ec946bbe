namespace Sagas.Host.Worlds;

/// <summary>The service cannot start, and an operator can do something about it: the message says what.</summary>
internal sealed class StartException(string message, Exception? cause = null) : Exception(message, cause);
