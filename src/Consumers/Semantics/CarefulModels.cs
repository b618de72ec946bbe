using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Sagas.Contracts;

namespace Sagas.Consumers.Semantics;

/// <summary>
/// The models as a run uses them. What they refuse of one file, for its content or its length, is made without them, or
/// of less: one file never keeps the others of its directory from being found. Every other failure is an outage.
/// </summary>
internal sealed partial class CarefulModels(
    ISummarizer summarizer, IEmbeddingGenerator<string, Embedding<float>> embedding, ILogger logger)
{
    readonly ExtractiveSummarizer _plain = new();
    readonly Embedder _embedder = new(embedding);

    /// <summary>What is kept with each vector.</summary>
    public string EmbeddingName { get; } = EmbeddingModel.NameOf(embedding);

    public Task<string> SummarizeFile(VikingUri uri, string text, CancellationToken cancellationToken) =>
        Summarize(uri, by => by.SummarizeFile(uri.Name, text, cancellationToken), cancellationToken);

    public Task<DirectorySummary> SummarizeDirectory(
        VikingUri uri, IReadOnlyList<SummaryItem> items, CancellationToken cancellationToken) =>
        Summarize(uri, by => by.SummarizeDirectory(uri.Name, items, cancellationToken), cancellationToken);

    /// <summary>A vector for each draft.</summary>
    /// <exception cref="ModelUnavailableException">An outage, or not even a name is taken.</exception>
    public async Task<IReadOnlyList<byte[]>> Embed(
        IReadOnlyList<EntryDraft> drafts, CancellationToken cancellationToken)
    {
        var vectors = new List<byte[]>(drafts.Count);
        foreach (var batch in drafts.Chunk(SemanticLimits.EmbeddingBatch))
        {
            try
            {
                vectors.AddRange(await VectorsOf(batch.Select(draft => draft.Text), cancellationToken));
            }
            catch (HttpRequestException refused) when (IsRefusal(refused))
            {
                // One of them is at fault, and the answer does not say which.
                foreach (var draft in batch)
                    vectors.Add(await EmbedAlone(draft, cancellationToken));
            }
        }
        return vectors;
    }

    async Task<byte[]> EmbedAlone(EntryDraft draft, CancellationToken cancellationToken)
    {
        foreach (var length in SemanticLimits.ShorterTexts)
        {
            try
            {
                return (await VectorsOf([Beginning(draft.Text, length)], cancellationToken))[0];
            }
            catch (HttpRequestException refused) when (IsRefusal(refused))
            {
                LogTooMuch(draft.Uri, length, refused.Message);
            }
        }
        try
        {
            return (await VectorsOf([draft.Uri.Name], cancellationToken))[0];
        }
        catch (HttpRequestException refused) when (IsRefusal(refused))
        {
            throw new ModelUnavailableException(refused);
        }
    }

    static string Beginning(string text, int length)
    {
        if (text.Length <= length)
            return text;
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }

    async Task<T> Summarize<T>(VikingUri uri, Func<ISummarizer, Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await Ask(() => ask(summarizer), cancellationToken);
        }
        catch (HttpRequestException refused) when (IsRefusal(refused))
        {
            LogRefused(uri, refused.Message);
            return await ask(_plain);
        }
    }

    Task<IReadOnlyList<byte[]>> VectorsOf(IEnumerable<string> texts, CancellationToken cancellationToken) =>
        Ask(() => _embedder.Embed([.. texts], cancellationToken), cancellationToken);

    static async Task<T> Ask<T>(Func<Task<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask();
        }
        catch (Exception away) when (!IsRefusal(away) && !cancellationToken.IsCancellationRequested)
        {
            throw new ModelUnavailableException(away);
        }
    }

    /// <summary>Whether the model would answer this very request the same another time.</summary>
    static bool IsRefusal(Exception failure) => failure is HttpRequestException
    {
        StatusCode: HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge
            or HttpStatusCode.UnprocessableEntity,
    };

    [LoggerMessage(7107, LogLevel.Warning, "{Uri} is summarised without the model, which refuses it: {Why}")]
    partial void LogRefused(VikingUri uri, string why);

    [LoggerMessage(7108, LogLevel.Warning,
        "{Uri} is embedded by less than its first {Characters} characters, which the model refuses: {Why}")]
    partial void LogTooMuch(VikingUri uri, int characters, string why);
}
