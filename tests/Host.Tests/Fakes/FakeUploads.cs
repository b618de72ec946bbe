using System.Collections.Concurrent;
using Sagas.Consumers.FileTree;
using Sagas.Contracts;

namespace Sagas.Host.Tests.Fakes;

internal sealed class FakeUploads : IUploads
{
    public ConcurrentDictionary<string, byte[]> Stored { get; } = new();

    public Exception? Failure { get; set; }

    public async Task<string> Store(
        string id, string fileName, Stream content, long bytesMax, CancellationToken cancellationToken)
    {
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy, cancellationToken);
        if (Failure is not null)
            throw Failure;
        if (copy.Length > bytesMax)
            throw new RefusedException(new Reason(ErrorCode.ResourceExhausted, "Too many bytes."));
        var upload = $"upload_{id}{Path.GetExtension(fileName)}";
        Stored[upload] = copy.ToArray();
        return upload;
    }

    public bool Exists(string uploadId) => Stored.ContainsKey(uploadId);

    public int Sweep(DateTimeOffset olderThan) => 0;
}
