using System.Collections.Concurrent;
using Sagas.Consumers.FileTree;
using Sagas.Contracts;

namespace Sagas.Host.Tests.Fakes;

internal sealed class FakeUploads : IUploads
{
    public ConcurrentDictionary<string, byte[]> Stored { get; } = new();

    public Exception? Failure { get; set; }

    /// <summary>Whose they are; what is not in it is everybody's.</summary>
    public ConcurrentDictionary<string, string> Owners { get; } = new();

    public async Task<string> Store(
        string account, string id, string fileName, Stream content, long bytesMax,
        CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellationToken);
        if (Failure is not null)
            throw Failure;
        if (copy.Length > bytesMax)
            throw new RefusedException(new Reason(ErrorCode.ResourceExhausted, "Too many bytes."));
        var upload = $"upload_{id}{Path.GetExtension(fileName)}";
        Stored[upload] = copy.ToArray();
        Owners[upload] = account;
        return upload;
    }

    public bool Renew(string account, string uploadId) =>
        Stored.ContainsKey(uploadId) && Owners.GetValueOrDefault(uploadId, account) == account;

    public int Sweep(DateTimeOffset olderThan, IReadOnlySet<string> needed) => 0;
}
