namespace Sagas.Queries;

/// <summary>A timer that a transaction, or the session commit that it begins, has set.</summary>
/// <param name="Kind">
/// What it is for: <c>lock_wait</c>, <c>step</c>, <c>exec_deadline</c>, <c>undo_retry</c>; of a session commit
/// <c>answer</c> (of one of its transactions), <c>turn_wait</c>, <c>attempt</c>, <c>rest</c>.
/// </param>
/// <param name="Due">When it fires unless it is cancelled before.</param>
public sealed record TimerView(string Kind, DateTimeOffset Due);
