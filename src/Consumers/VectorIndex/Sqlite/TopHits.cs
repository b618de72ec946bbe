namespace Sagas.Consumers.VectorIndex.Sqlite;

/// <summary>The best so many hits of a stream, in memory for them alone.</summary>
internal sealed class TopHits(int limit)
{
    // The worst stands at the root, ready to be pushed out.
    readonly PriorityQueue<Candidate, Candidate> _heap = new(Comparer<Candidate>.Create((a, b) => b.CompareTo(a)));

    /// <summary>Whether a hit of this score could still get in; asked before its text is read.</summary>
    public bool Admits(double score) => _heap.Count < limit || score >= _heap.Peek().Score;

    public void Add(Candidate hit)
    {
        if (_heap.Count < limit)
            _heap.Enqueue(hit, hit);
        else
            _heap.EnqueueDequeue(hit, hit);
    }

    public IReadOnlyList<Candidate> BestFirst() => [.. _heap.UnorderedItems.Select(item => item.Element).Order()];

    /// <summary>A hit in the order of results: score down, then URI, then level.</summary>
    internal sealed record Candidate(string Uri, int Level, string ContextType, string Abstract, double Score)
        : IComparable<Candidate>
    {
        public int CompareTo(Candidate? other)
        {
            if (other is null)
                return -1;
            var byScore = other.Score.CompareTo(Score);
            if (byScore != 0)
                return byScore;
            var byUri = string.CompareOrdinal(Uri, other.Uri);
            return byUri != 0 ? byUri : Level.CompareTo(other.Level);
        }
    }
}
