using System.Security.Cryptography;
using Sagas.Consumers.FileTree;
using Sagas.Contracts;

namespace Sagas.Consumers.Semantics;

/// <summary>A summary as it is in the tree.</summary>
/// <param name="Text">The text; null when there is none.</param>
/// <param name="Hash">SHA-256 of its bytes; "" when there is none.</param>
internal sealed record SidecarText(string? Text, string Hash)
{
    public static readonly SidecarText None = new(null, "");

    public static async Task<SidecarText> Read(
        IFileTree tree, string account, VikingUri directory, string name, CancellationToken cancellationToken)
    {
        await using var content = await tree.OpenRead(account, directory.Child(name), cancellationToken);
        if (content is null)
            return None;
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, cancellationToken);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        bytes.Position = 0;
        using var reader = new StreamReader(bytes);
        return new SidecarText(await reader.ReadToEndAsync(cancellationToken), hash);
    }
}
