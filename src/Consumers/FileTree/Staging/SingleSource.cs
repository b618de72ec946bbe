using Sagas.Contracts;

namespace Sagas.Consumers.FileTree.Staging;

/// <summary>One file: the root of a resource is a directory all the same.</summary>
sealed class SingleSource : ISource
{
    public SingleSource(string name, FileTreeOptions options, Func<Stream> open)
    {
        if (Sidecars.IsName(name))
            throw SourceNames.Refuse(name, "has the name of a summary that is made here");
        Entries = [new SourceEntry(new SourceNames(foldCase: false, options).File(SoleSegment(name)), open)];
    }

    public IReadOnlyList<SourceEntry> Entries { get; }

    public void Dispose()
    {
    }

    static string SoleSegment(string name) =>
        name.Contains('/', StringComparison.Ordinal) ? throw SourceNames.Refuse(name, "has a slash") : name;
}
