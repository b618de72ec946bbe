namespace Sagas.Consumers.FileTree.Staging;

/// <summary>Where a resource comes from. Making one has looked at every name: nothing is written before that.
/// </summary>
interface ISource : IDisposable
{
    IReadOnlyList<SourceEntry> Entries { get; }
}
