using Microsoft.EntityFrameworkCore;
using Sagas.Lifecycle;
using Sagas.Persistence.Model;
using Sagas.SessionCommit;

namespace Sagas.Queries;

/// <summary>What a timer is for stands in the row that has set it; when it is due, in the outbox.</summary>
internal static class TimerRows
{
    /// <summary>The timers of some transactions by their ids, each one's in the order of their due times.</summary>
    public static async Task<ILookup<Guid, TimerView>> Timers(
        this SagasDbContext db, IEnumerable<TransactionState> rows, IEnumerable<CommitState> commits,
        CancellationToken cancellationToken)
    {
        var set = rows.SelectMany(Of).Concat(commits.SelectMany(Of)).Where(timer => timer.Token is not null).ToList();
        var due = new Dictionary<Guid, DateTimeOffset>();
        if (set.Count > 0)
        {
            var tokens = set.Select(timer => timer.Token).ToList();
            due = await db.Outbox.AsNoTracking().Where(x => tokens.Contains(x.Token))
                .ToDictionaryAsync(x => x.Token!.Value, x => x.Due, cancellationToken);
        }
        return set.Where(timer => due.ContainsKey(timer.Token!.Value))
            .Select(timer => (timer.Owner, View: new TimerView(timer.Kind, due[timer.Token!.Value])))
            .OrderBy(timer => timer.View.Due)
            .ToLookup(timer => timer.Owner, timer => timer.View);
    }

    static IEnumerable<(Guid Owner, Guid? Token, string Kind)> Of(TransactionState row) =>
    [
        (row.CorrelationId, row.LockWaitToken, "lock_wait"),
        (row.CorrelationId, row.StepTimerToken, "step"),
        (row.CorrelationId, row.ExecDeadlineToken, "exec_deadline"),
        (row.CorrelationId, row.UndoRetryToken, "undo_retry"),
    ];

    /// <summary>The two share a token: they are never waited for together.</summary>
    static bool AwaitsAnswer(CommitState row) =>
        row.Phase is nameof(CommitMachine.Archiving) or nameof(CommitMachine.Writing);

    static IEnumerable<(Guid Owner, Guid? Token, string Kind)> Of(CommitState row) =>
    [
        (row.CorrelationId, row.TurnWaitToken, "turn_wait"),
        (row.CorrelationId, row.AttemptToken, AwaitsAnswer(row) ? "answer" : "attempt"),
        (row.CorrelationId, row.RestToken, "rest"),
    ];
}
