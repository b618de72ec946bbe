namespace Sagas.Consumers.VectorIndex;

/// <summary>The times of an entry.</summary>
public enum IndexTime
{
    /// <summary>When its content was written last; a move is no writing.</summary>
    Updated,

    /// <summary>When it came into the index.</summary>
    Created,
}
