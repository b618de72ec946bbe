namespace Sagas.Consumers.FileTree;

/// <summary>Files that a client has sent; each belongs to an account. Thread-safe.</summary>
public interface IUploads
{
    /// <summary>
    /// Stores <paramref name="content"/> durably and answers its id, <c>upload_{32 hex}{extension}</c>.
    /// </summary>
    /// <param name="account">Whose it is.</param>
    /// <param name="id">32 hexadecimal digits, chosen by the caller.</param>
    /// <param name="fileName">The client's name for it; only its extension is used.</param>
    /// <param name="content">The bytes.</param>
    /// <param name="bytesMax">More than this is refused with RESOURCE_EXHAUSTED, and nothing is kept.</param>
    /// <param name="cancellationToken">Ends it early; nothing is kept.</param>
    Task<string> Store(
        string account, string id, string fileName, Stream content, long bytesMax,
        CancellationToken cancellationToken);

    /// <summary>
    /// Whether <paramref name="account"/> has the upload. If so, it is from now on as young as a new one: who is about
    /// to hand in a command that names it has all the time that an upload has.
    /// </summary>
    bool Renew(string account, string uploadId);

    /// <summary>Deletes the uploads of all accounts that are older than <paramref name="olderThan"/>, but for those
    /// that are <paramref name="needed"/>; answers how many.</summary>
    int Sweep(DateTimeOffset olderThan, IReadOnlySet<string> needed);
}
