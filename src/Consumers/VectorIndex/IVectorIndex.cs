using Sagas.Contracts;

namespace Sagas.Consumers.VectorIndex;

/// <summary>Reading the vector index. Changes go through its step consumers only. Thread-safe.</summary>
public interface IVectorIndex
{
    /// <summary>The entries nearest to the query, best first; ties in order of URI and level.</summary>
    Task<IReadOnlyList<IndexHit>> Search(IndexQuery query, CancellationToken cancellationToken);

    /// <summary>How many entries are at and below <paramref name="root"/>; null = in the whole account.</summary>
    Task<int> Count(string account, VikingUri? root, CancellationToken cancellationToken);

    /// <summary>
    /// What is stored at and below <paramref name="root"/> (null = the whole account), in order of URI and level,
    /// without vectors.
    /// </summary>
    IAsyncEnumerable<IndexRow> Rows(string account, VikingUri? root, CancellationToken cancellationToken);

    /// <summary>
    /// What is stored about a directory and what stands directly in it: as much work as there are names in it,
    /// however much is below.
    /// </summary>
    Task<DirectoryRows> Directory(string account, VikingUri uri, CancellationToken cancellationToken);

    /// <summary>The accounts that have entries.</summary>
    Task<IReadOnlyList<string>> Accounts(CancellationToken cancellationToken);
}
