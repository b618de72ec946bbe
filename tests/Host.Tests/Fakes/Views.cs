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

    public static TransactionView In(this TransactionView view, string phase) =>
        view with { Phase = phase, Outcome = null, EndedAt = null };

    public static TransactionView Ended(this TransactionView view, string outcome, Reason? reason) =>
        view with { Outcome = outcome, Reason = reason };

    public static TransactionView Ended(this TransactionView view, string outcome, string code,
        string message = "No.") =>
        view.Ended(outcome, new Reason(code, message) { Step = 0 });
}
