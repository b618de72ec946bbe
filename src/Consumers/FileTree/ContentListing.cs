using System.Security.Cryptography;
using System.Text;
using Sagas.Contracts;

namespace Sagas.Consumers.FileTree;

/// <summary>What is in a directory for who summarises it.</summary>
static class ContentListing
{
    /// <summary>What a reader of the tree takes for content: no dotfiles, so no sidecars, and no sessions.</summary>
    public static bool IsContent(FileEntry entry) =>
        !entry.IsHidden && !SessionUri.IsPrivateToSessions(entry.Uri);

    /// <summary>SHA-256 of the names and kinds of what is content.</summary>
    public static string HashOf(IEnumerable<FileEntry> entries)
    {
        // Neither character is in a name.
        var names = entries.Where(IsContent).Select(entry => entry.IsDirectory ? entry.Name + "/" : entry.Name)
            .Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', names))));
    }
}
