namespace Sagas.Queries;

/// <summary>What the coordinator still has to do.</summary>
/// <param name="OpenTransactions">Transactions that have not ended.</param>
/// <param name="Suspended">Those of them that need an operator.</param>
/// <param name="PendingMessages">Outbox rows that are due and not yet sent or consumed; timers do not count.</param>
/// <param name="ParkedMessages">Outbox rows that could not be sent and are shown instead of tried again.</param>
/// <param name="OldestPending">How long the oldest pending message has been due; zero when there is none.</param>
public sealed record BacklogView(
    int OpenTransactions, int Suspended, int PendingMessages, int ParkedMessages, TimeSpan OldestPending);
