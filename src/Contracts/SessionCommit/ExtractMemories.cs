namespace Sagas.Contracts;

/// <summary>
/// Asks for the memories in an archive. Changes nothing and may be asked again: it is answered to
/// <c>session-commits</c> with <see cref="MemoriesExtracted"/> or <see cref="ExtractionFailed"/>. Queue
/// <c>extract-memories</c>.
/// </summary>
/// <param name="TransactionId">The commit that asks.</param>
/// <param name="Attempt">Which attempt of it; returned with the answer.</param>
/// <param name="Account">Whose tree.</param>
/// <param name="User">Whose memories.</param>
/// <param name="Archive">The archive's directory.</param>
public sealed record ExtractMemories(
    TransactionId TransactionId, int Attempt, string Account, string User, VikingUri Archive) : IParticipantRequest;
