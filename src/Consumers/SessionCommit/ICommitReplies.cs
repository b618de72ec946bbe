namespace Sagas.Consumers.SessionCommit;

/// <summary>How an extraction answers the commit that asked. Thread-safe.</summary>
public interface ICommitReplies
{
    /// <summary>
    /// Hands the answer in. When this returns, it survives a crash of this process, whatever the transport: the
    /// request is finished then, and nobody would ask again for a long time.
    /// </summary>
    Task Send<T>(T answer, CancellationToken cancellationToken)
        where T : class;
}
