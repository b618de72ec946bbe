namespace Sagas.Testing.Approvals;

/// <summary>A text is not what was approved.</summary>
public sealed class ApprovalException(string message) : Exception(message);
