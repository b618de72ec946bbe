using Sagas.Contracts;

namespace Sagas.SessionCommit;

/// <summary>What the transaction that archives has reported.</summary>
/// <param name="Archive">The archive's directory; null when there was nothing to archive.</param>
/// <param name="Count">How many messages are in it.</param>
/// <param name="Previous">The commit of the archive just before it; null when it is the first.</param>
/// <param name="SkippedBecause">Why there is none.</param>
internal sealed record ArchiveFacts(VikingUri? Archive, int Count, TransactionId? Previous, string? SkippedBecause)
{
    public static ArchiveFacts Of(VikingUri session, TransactionReleased released)
    {
        var kind = QueueName.Of<ArchiveMessages>();
        var result = released.Results?.FirstOrDefault(step => step.Kind == kind)
            ?? throw new InvalidOperationException($"{released.TransactionId} has archived and did not say what.");
        var archived = WireJson.To<ArchivedMessages>(result.Result);
        return archived.Skipped is { } reason
            ? new ArchiveFacts(null, 0, null, reason)
            : new ArchiveFacts(
                SessionUri.Archive(session, archived.Archive), archived.Messages, archived.PreviousCommit, null);
    }
}
