namespace Sagas.Queries;

/// <summary>One page of a listing.</summary>
/// <param name="Items">The transactions, newest first; their steps without arguments and results.</param>
/// <param name="NextCursor">Where the next page starts; null on the last.</param>
public sealed record TransactionPage(IReadOnlyList<TransactionView> Items, string? NextCursor);
