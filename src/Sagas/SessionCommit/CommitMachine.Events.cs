using MassTransit;
using Sagas.Contracts;

namespace Sagas.SessionCommit;

public sealed partial class CommitMachine
{
    /// <summary>A command was accepted and its archive planned.</summary>
    public Event<BeginTransaction> Begin { get; } = null!;

    /// <summary>One of the two transactions has ended.</summary>
    public Event<TransactionReleased> Released { get; } = null!;

    /// <summary>The commit of the next archive wants to know when this one is over.</summary>
    public Event<AskForTurn> TurnAsked { get; } = null!;

    /// <summary>The extraction of the archive before is over.</summary>
    public Event<TurnGranted> TurnGranted { get; } = null!;

    /// <summary>An extraction has left its queue.</summary>
    public Event<ExtractionBegun> Begun { get; } = null!;

    /// <summary>An extraction is done.</summary>
    public Event<MemoriesExtracted> Extracted { get; } = null!;

    /// <summary>An extraction made nothing.</summary>
    public Event<ExtractionFailed> Refused { get; } = null!;

    /// <summary>An extraction broke.</summary>
    public Event<Fault<ExtractMemories>> Faulted { get; } = null!;

    /// <summary>Somebody does not want it.</summary>
    public Event<CancelTransaction> Cancel { get; } = null!;

    /// <summary>An operator wants the next attempt now.</summary>
    public Event<RetryTransaction> Retry { get; } = null!;

    /// <summary>The wait for the archive before.</summary>
    public Schedule<CommitState, TurnWaitExpired> TurnWait { get; } = null!;

    /// <summary>The silence of an extraction.</summary>
    public Schedule<CommitState, ExtractionTimedOut> AttemptTimer { get; } = null!;

    /// <summary>The silence of one of the two transactions. It is never under way together with an attempt, whose
    /// token it has.</summary>
    public Schedule<CommitState, AnswerOverdue> AnswerTimer { get; } = null!;

    /// <summary>The rest between attempts.</summary>
    public Schedule<CommitState, ExtractionDue> RestTimer { get; } = null!;

    void DeclareEvents()
    {
        Declare(() => Begin, x => x.CorrelateById(m => m.Message.TransactionId.Value));
        // Both transactions answer with the commit's id as the id of the request; one of them has another of its own.
        Declare(() => Released, x => Existing(x, m => m.RequestId ?? m.Message.TransactionId.Value));
        // A commit that nobody knows any more is over.
        Declare(() => TurnAsked, x =>
        {
            x.CorrelateById(m => m.Message.TransactionId.Value);
            x.OnMissingInstance(missing => missing.ExecuteAsync(CommitBehaviors.GrantTurn));
        });
        Expect(() => TurnGranted, m => m.TransactionId);
        Expect(() => Begun, m => m.TransactionId);
        Expect(() => Extracted, m => m.TransactionId);
        Expect(() => Refused, m => m.TransactionId);
        Expect(() => Faulted, m => m.Message.TransactionId);
        Expect(() => Cancel, m => m.TransactionId);
        Expect(() => Retry, m => m.TransactionId);
        Watch(() => TurnWait, x => x.TurnWaitToken, m => m.TransactionId, _ => _times.TurnWait);
        Watch(() => AttemptTimer, x => x.AttemptToken, m => m.TransactionId,
            row => row.IsRunning ? _times.Extraction : _times.Queue);
        Watch(() => AnswerTimer, x => x.AttemptToken, m => m.TransactionId, _ => _times.Answer);
        Watch(() => RestTimer, x => x.RestToken, m => m.TransactionId,
            row => _times.RetryAfter(CommitBehaviors.AttemptOf(row)));
    }
}
