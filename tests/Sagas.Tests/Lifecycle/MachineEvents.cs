using System.Text.Json;
using MassTransit;
using MassTransit.Events;
using MassTransit.Metadata;
using Sagas.Contracts;
using Sagas.Lifecycle;
using Sagas.Persistence.Model;

namespace Sagas.Tests.Lifecycle;

/// <summary>One message of every event of the machine, about step 1 of a transaction.</summary>
static class MachineEvents
{
    public static readonly Guid LockWait = Sample.Id(1001).Value;
    public static readonly Guid StepTimer = Sample.Id(1002).Value;
    public static readonly Guid ExecDeadline = Sample.Id(1003).Value;
    public static readonly Guid UndoRetry = Sample.Id(1004).Value;

    static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement;

    /// <summary>The event's name, its message, and its token when it is a timer.</summary>
    public static IReadOnlyList<(string Name, object Message, Guid? Token)> About(TransactionId id, int step) =>
    [
        ("Begin", new BeginTransaction
        {
            TransactionId = id, Operation = "other", Account = "other", User = "other", Uris = [],
        }, null),
        ("LocksGranted", new LocksGranted(id, new FencingToken(8)), null),
        ("StepCompleted", new StepCompleted(id, step), null),
        ("StepProgress", new StepProgress(id, step, 1, 2, "files"), null),
        ("StepFailed", new StepFailed(id, step, new Reason(ErrorCode.NotFound, "No.")), null),
        ("StepFaulted", FaultOf(new ExecuteStep(id, step, "beta", 1, new FencingToken(7), Nothing)), null),
        ("StepUndone", new StepUndone(id, step), null),
        ("UndoFaulted", FaultOf(new CompensateStep(id, step, "beta", 1, new FencingToken(7), Nothing)), null),
        ("Cancel", new CancelTransaction(id, "x"), null),
        ("Retry", new RetryTransaction(id, "x"), null),
        ("Resolve", new ResolveTransaction(id, "x", "y"), null),
        ("LockWait", new LockWaitExpired(id), LockWait),
        ("StepTimer", new StepTimedOut(id), StepTimer),
        ("ExecDeadline", new ExecDeadlineReached(id), ExecDeadline),
        ("UndoRetry", new UndoRetryDue(id), UndoRetry),
    ];

    /// <summary>A fault as a participant's bus would send it.</summary>
    static FaultEvent<T> FaultOf<T>(T message)
        where T : class
        => new(message, null, HostMetadataCache.Host, new IOException("Broken."), [MessageUrn.ForTypeString<T>()]);

    /// <summary>A row in <paramref name="phase"/>, with all timers set, wherever that makes sense or not.</summary>
    public static TransactionState Row(TransactionId id, string phase) => new()
    {
        CorrelationId = id.Value,
        Phase = PhaseName.ToState(phase),
        Operation = "test",
        Account = "default",
        User = "alice",
        Plan = new Plan([], [.. Hosting.Participants.Kinds.Select(k => new PlannedStep(k, Nothing))], []),
        Journal = new Journal([.. StatusesIn(phase).Select(s => new StepRecord(s, 1))]),
        Outcome = phase is TransactionPhase.Acquire or TransactionPhase.Exec ? null : TransactionOutcome.RolledBack,
        FencingToken = phase is TransactionPhase.Acquire ? null : 7,
        CreatedAt = Sample.Now,
        UpdatedAt = Sample.Now,
        LockWaitToken = LockWait,
        StepTimerToken = StepTimer,
        ExecDeadlineToken = ExecDeadline,
        UndoRetryToken = UndoRetry,
    };

    static StepStatus[] StatusesIn(string phase) => phase switch
    {
        TransactionPhase.Acquire => [StepStatus.Pending, StepStatus.Pending, StepStatus.Pending],
        TransactionPhase.Exec => [StepStatus.Done, StepStatus.Sent, StepStatus.Pending],
        TransactionPhase.RollingBack => [StepStatus.Done, StepStatus.Undoing, StepStatus.Pending],
        TransactionPhase.Suspended => [StepStatus.Undone, StepStatus.UndoFailed, StepStatus.Pending],
        TransactionPhase.RolledBack => [StepStatus.Undone, StepStatus.Skipped, StepStatus.Pending],
        _ => [StepStatus.Done, StepStatus.Done, StepStatus.Done],
    };
}
