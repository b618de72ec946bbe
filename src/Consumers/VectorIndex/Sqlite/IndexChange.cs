namespace Sagas.Consumers.VectorIndex.Sqlite;

/// <summary>A change of the index that waits for its turn, and for the commit that it shares.</summary>
internal sealed class IndexChange(Func<Statements, object?> change)
{
    readonly TaskCompletionSource<object?> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    object? _result;

    /// <summary>Completes when the change is durable; fails when nothing of it is there.</summary>
    public Task<object?> End => _end.Task;

    /// <summary>Makes the change; what it throws is thrown here.</summary>
    public void Apply(Statements writer) => _result = change(writer);

    /// <summary>It is durable.</summary>
    public void Complete() => _end.TrySetResult(_result);

    /// <summary>Nothing of it is there.</summary>
    public void Fail(Exception error) => _end.TrySetException(error);
}
