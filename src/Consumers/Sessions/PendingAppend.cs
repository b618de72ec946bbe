namespace Sagas.Consumers.Sessions;

/// <summary>Messages that wait for their turn, and who waits for them.</summary>
sealed class PendingAppend(IReadOnlyList<SessionMessage> messages)
{
    readonly TaskCompletionSource<SessionCounts?> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<ReadOnlyMemory<byte>> Lines { get; } =
        [.. messages.Select(message => (ReadOnlyMemory<byte>)MessageLine.Write(message))];

    public Task<SessionCounts?> End => _end.Task;

    public SessionCounts AddTo(SessionCounts counts) => messages.Count == 0 ? counts : new SessionCounts(
        counts.Messages + messages.Count,
        counts.EstimatedTokens + messages.Sum(message => (long)message.EstimatedTokens),
        messages[^1].CreatedAt);

    public void Complete(SessionCounts? counts) => _end.TrySetResult(counts);

    public void Fail(Exception exception) => _end.TrySetException(exception);
}
