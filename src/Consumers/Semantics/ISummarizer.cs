namespace Sagas.Consumers.Semantics;

/// <summary>Makes summaries. Results that are too long are cut by the caller. Thread-safe.</summary>
public interface ISummarizer
{
    /// <summary>What a file is about, in 256 characters at most.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="text">Its beginning, 30,000 characters at most; may be empty.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    Task<string> SummarizeFile(string name, string text, CancellationToken cancellationToken);

    /// <summary>What a directory is about, from what is in it.</summary>
    /// <param name="name">The directory's name.</param>
    /// <param name="items">Its files and directories in order of their names; may be empty.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    Task<DirectorySummary> SummarizeDirectory(
        string name, IReadOnlyList<SummaryItem> items, CancellationToken cancellationToken);
}
