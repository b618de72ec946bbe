using System.Text.Json;
using Sagas.Contracts;
using Sagas.Queries;

namespace Sagas.Host.Tests.Fakes;

/// <summary>Transactions in every state.</summary>
internal static class Views
{
    public static TransactionId NewId() => new(Guid.CreateVersion7());

    public static TransactionView Committed(TransactionId id, string operation, params string[] uris) => new()
    {
        Id = id,
        Operation = operation,
        Phase = TransactionPhase.Released,
        Outcome = TransactionOutcome.Committed,
        Account = "default",
        User = "default",
        Uris = uris,
        Steps = [new StepView(0, "move-tree", "done", 1, JsonSerializer.SerializeToElement(new { }), null, null)],
        FencingToken = 7,
        CreatedAt = FakeTree.At,
        UpdatedAt = FakeTree.At,
        EndedAt = FakeTree.At,
    };

    /// <summary>The transaction of a session commit that has its memories.</summary>
    public static TransactionView WithMemories(this TransactionView view) => view with
    {
        Commit = new SessionCommitView
        {
            Phase = SessionCommitPhase.Completed,
            Extracted = new Dictionary<string, int>(),
            UpdatedAt = view.UpdatedAt,
        },
        Steps =
        [
            new StepView(
                0, "archive-messages", "done", 1, JsonSerializer.SerializeToElement(new { }),
                WireJson.ToElement(new ArchivedMessages(2, 7, 100, "00", 25, null, null)), null),
        ],
    };

    public static TransactionView In(this TransactionView view, string phase) =>
        view with { Phase = phase, Outcome = null, EndedAt = null };

    public static TransactionView Ended(this TransactionView view, string outcome, Reason? reason) =>
        view with { Outcome = outcome, Reason = reason };

    public static TransactionView Ended(this TransactionView view, string outcome, string code,
        string message = "No.") =>
        view.Ended(outcome, new Reason(code, message) { Step = 0 });
}
