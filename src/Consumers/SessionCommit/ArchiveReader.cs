using Sagas.Consumers.Semantics;
using Sagas.Consumers.Sessions;
using Sagas.Contracts;

namespace Sagas.Consumers.SessionCommit;

/// <summary>Makes memories and summaries of one archive. Changes nothing. Thread-safe.</summary>
sealed class ArchiveReader(ISessionArchives archives, IMemoryExtractor extractor, ISummarizer summarizer)
{
    const int ItemsMax = 200;

    /// <exception cref="ExtractionException">There is no such archive, it is broken, or a model's answer is of no
    /// use.</exception>
    public async Task<MemoriesExtracted> Read(
        ExtractMemories request, ModelCalls calls, CancellationToken cancellationToken)
    {
        var session = request.Archive.Parent!.Parent!;
        var archive = SessionUri.ArchiveNumber(request.Archive.Name) is { } number
            && await archives.Find(request.Account, session, number, cancellationToken) is { } found
            && found.Commit == request.TransactionId
                ? found
                : throw ExtractionFailures.Gone(request.Archive);
        var transcript = await TranscriptOf(request, archive, cancellationToken);
        var made = await extractor.Extract(transcript, calls, cancellationToken);
        await calls.Begin();
        var summary = await summarizer.SummarizeDirectory(transcript.Name, ItemsOf(transcript), cancellationToken);
        calls.Add(summary.Usage);
        var overview = transcript.Unread == 0
            ? summary.Overview
            : $"{summary.Overview}\n\n{transcript.Unread} messages at the end were too much to be read.\n";
        return new MemoriesExtracted(
            request.TransactionId, request.Attempt, made.Memories, made.Dropped,
            Prose.Clip(overview, SemanticLimits.OverviewCharsMax),
            Prose.Clip(summary.Abstract, SemanticLimits.AbstractCharsMax), calls.Usage);
    }

    async Task<Transcript> TranscriptOf(
        ExtractMemories request, SessionArchive archive, CancellationToken cancellationToken)
    {
        try
        {
            return await Transcript.Read(
                request.Archive.Name, archives.Read(request.Account, archive, cancellationToken), cancellationToken);
        }
        catch (InvalidDataException broken)
        {
            throw ExtractionFailures.Broken(broken);
        }
    }

    static List<SummaryItem> ItemsOf(Transcript transcript) =>
    [
        .. transcript.Lines.Take(ItemsMax).Select(line => new SummaryItem(
            line.Role, IsDirectory: false, Prose.Clip(line.Text, SemanticLimits.AbstractCharsMax))),
    ];
}
