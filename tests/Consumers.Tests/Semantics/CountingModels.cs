using Microsoft.Extensions.AI;
using Sagas.Consumers.Semantics;

namespace Sagas.Consumers.Tests.Semantics;

/// <summary>The built-in models, counting what they are asked.</summary>
public sealed class CountingModels : ISummarizer, IEmbeddingGenerator<string, Embedding<float>>
{
    readonly ExtractiveSummarizer _summarizer = new();
    readonly HashingEmbedder _embedder = new();

    public List<string> Files { get; } = [];

    public List<string> Directories { get; } = [];

    public List<string> Embedded { get; } = [];

    public int Asked => Files.Count + Directories.Count + Embedded.Count;

    public Task<string> SummarizeFile(string name, string text, CancellationToken cancellationToken)
    {
        Files.Add(text);
        return _summarizer.SummarizeFile(name, text, cancellationToken);
    }

    public Task<DirectorySummary> SummarizeDirectory(
        string name, IReadOnlyList<SummaryItem> items, CancellationToken cancellationToken)
    {
        Directories.Add(name);
        return _summarizer.SummarizeDirectory(name, items, cancellationToken);
    }

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        Embedded.AddRange(texts);
        return _embedder.GenerateAsync(texts, options, cancellationToken);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose() => _embedder.Dispose();
}
