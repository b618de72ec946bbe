namespace Sagas.Testing.Approvals;

/// <summary>A surface has changed, or was never approved.</summary>
public sealed class NotApprovedException(string message) : Exception(message);
