using MassTransit;
using MassTransit.Events;
using MassTransit.Metadata;
using Sagas.Contracts;
using Sagas.Persistence.Model;
using Sagas.SessionCommit;

namespace Sagas.Tests.SessionCommit;

/// <summary>One message of every event of the machine of session commits, about attempt 2 of a commit.</summary>
static class CommitEvents
{
    static readonly Guid TurnWait = Sample.Id(1001).Value;
    static readonly Guid Attempt = Sample.Id(1002).Value;
    static readonly Guid Rest = Sample.Id(1003).Value;
    static readonly Guid Memory = Sample.Id(1004).Value;
    static readonly VikingUri Session = Sample.Uri("user/alice/sessions/s1");
    static readonly VikingUri Archive = SessionUri.Archive(Session, 1);

    public static readonly string[] Phases =
    [
        SessionCommitPhase.Archiving, SessionCommitPhase.Archived, SessionCommitPhase.Extracting,
        SessionCommitPhase.Resting, SessionCommitPhase.Writing, .. SessionCommitPhase.Ended,
    ];

    /// <summary>The event's name, its message, and its token when it is a timer.</summary>
    public static IReadOnlyList<(string Name, object Message, Guid? Token)> About(TransactionId id, int attempt) =>
    [
        ("Begin", new BeginTransaction
        {
            TransactionId = id, Operation = "other", Account = "other", User = "other", Uris = [],
        }, null),
        ("Released: archived", Archived(id, 1, null), null),
        ("Released: archived, the second", Archived(id, 2, Sample.Id(7)), null),
        ("Released: skipped", Archived(id, 0, null, ArchivedMessages.NoMessages), null),
        ("Released: not archived", Released(id) with { Outcome = TransactionOutcome.RolledBack }, null),
        ("Released: written", Released(new(Memory)), null),
        ("Released: not written", Released(new(Memory)) with { Outcome = TransactionOutcome.Busy }, null),
        ("TurnAsked", new AskForTurn(id, Sample.Id(9)), null),
        ("TurnGranted", new TurnGranted(id), null),
        ("Begun", new ExtractionBegun(id, attempt), null),
        ("Extracted", new MemoriesExtracted(id, attempt, [], 0, "o", "a"), null),
        ("Refused", new ExtractionFailed(id, attempt, Why, IsFinal: false), null),
        ("Refused for good", new ExtractionFailed(id, attempt, Why, IsFinal: true), null),
        ("Faulted", FaultOf(new ExtractMemories(id, attempt, "default", "alice", Archive)), null),
        ("Cancel", new CancelTransaction(id, "x"), null),
        ("Retry", new RetryTransaction(id, "x"), null),
        ("TurnWait", new TurnWaitExpired(id), TurnWait),
        ("AttemptTimer", new ExtractionTimedOut(id), Attempt),
        ("AnswerTimer", new AnswerOverdue(id), Attempt),
        ("RestTimer", new ExtractionDue(id), Rest),
    ];

    static readonly Reason Why = new(ErrorCode.Unavailable, "No.");

    /// <summary>A row in <paramref name="phase"/>, with all timers set, wherever that makes sense or not.</summary>
    public static CommitState Row(TransactionId id, string phase) => new()
    {
        CorrelationId = id.Value,
        Phase = PhaseName.ToState(phase.ToUpperInvariant()),
        Account = "default",
        User = "alice",
        Session = Session.Value,
        Archive = phase == SessionCommitPhase.Archiving ? null : Archive.Value,
        Attempt = 2,
        MemoryId = Memory,
        CreatedAt = Sample.Now,
        UpdatedAt = Sample.Now,
        TurnWaitToken = TurnWait,
        AttemptToken = Attempt,
        RestToken = Rest,
    };

    static TransactionReleased Archived(
        TransactionId id, int number, TransactionId? previous, string? skipped = null) => Released(id) with
        {
            Results =
            [
                new StepResult("archive-messages", WireJson.ToElement(
                    new ArchivedMessages(number, 1, 1, "00", 1, previous, skipped))),
            ],
        };

    static TransactionReleased Released(TransactionId id) =>
        new(id, "test", "default", [], null, Sample.Now, Sample.Now) { Outcome = TransactionOutcome.Committed };

    static FaultEvent<T> FaultOf<T>(T message)
        where T : class
        => new(message, null, HostMetadataCache.Host, new IOException("Broken."), [MessageUrn.ForTypeString<T>()]);
}
