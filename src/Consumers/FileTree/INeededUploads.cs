namespace Sagas.Consumers.FileTree;

/// <summary>Knows what was accepted and is not done: the coordinator. Thread-safe.</summary>
public interface INeededUploads
{
    /// <summary>
    /// The ids of all uploads that a command still needs which was accepted before this call, wherever it is by now.
    /// </summary>
    Task<IReadOnlySet<string>> Find(CancellationToken cancellationToken);
}
