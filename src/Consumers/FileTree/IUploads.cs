namespace Sagas.Consumers.FileTree;

/// <summary>Files that a client has sent and no transaction has used yet. Thread-safe.</summary>
public interface IUploads
{
    /// <summary>
    /// Stores <paramref name="content"/> durably and answers its id, <c>upload_{32 hex}{extension}</c>.
    /// </summary>
    /// <param name="id">32 hexadecimal digits, chosen by the caller.</param>
    /// <param name="fileName">The client's name for it; only its extension is used.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="bytesMax">More than this is refused with RESOURCE_EXHAUSTED, and nothing is kept.</param>
    /// <param name="cancellationToken">Ends it early; nothing is kept.</param>
    Task<string> Store(string id, string fileName, Stream content, long bytesMax, CancellationToken cancellationToken);

    /// <summary>Whether <paramref name="uploadId"/> is there to be used.</summary>
    bool Exists(string uploadId);

    /// <summary>Deletes uploads older than <paramref name="olderThan"/>; answers how many.</summary>
    int Sweep(DateTimeOffset olderThan);
}
