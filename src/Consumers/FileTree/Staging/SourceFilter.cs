using System.IO.Enumeration;
using Sagas.Contracts;

namespace Sagas.Consumers.FileTree.Staging;

/// <summary>What of a source is taken. Summaries that a source brings along are left out, and folders of such a
/// name: they are made anew here, and would pass for made here.</summary>
sealed class SourceFilter(StageTree command)
{
    public bool TakesFolder(string name) =>
        !Sidecars.IsName(name) && !command.IgnoreDirs.Contains(name, StringComparer.Ordinal);

    public bool TakesFile(string name) =>
        !Sidecars.IsName(name)
        && (command.Include.Count == 0 || Matches(command.Include, name))
        && !Matches(command.Exclude, name);

    static bool Matches(IReadOnlyList<string> patterns, string name) =>
        patterns.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false));
}
