using Sagas.Consumers.FileTree.Native;

namespace Sagas.Consumers.Sessions;

/// <summary>What is known of a live file: as long as it is the same file, nobody has to read it again.</summary>
/// <param name="Identity">The file, as it was when this was true.</param>
/// <param name="Counts">What is in it. Its length ends with a line.</param>
sealed record LiveState(FileIdentity Identity, SessionCounts Counts)
{
    public static SessionCounts None { get; } = new(0, 0, null);

    public long Length => Identity.Size;
}
