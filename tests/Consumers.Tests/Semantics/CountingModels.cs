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

    /// <summary>What happens before a file is summarised.</summary>
    public Func<string, Task> WhenFile { get; set; } = _ => Task.CompletedTask;

    /// <summary>What happens before a directory is summarised.</summary>
    public Func<string, Task> WhenDirectory { get; set; } = _ => Task.CompletedTask;

    /// <summary>What happens before texts are embedded.</summary>
    public Action<IReadOnlyList<string>> WhenEmbedded { get; set; } = _ => { };

    /// <summary>What the embedding model is called.</summary>
    public string Name { get; set; } = HashingEmbedder.ModelId;

    /// <summary>What it answers whenever it is to summarise; null = what the built-in one answers.</summary>
    public string? Answer { get; set; }

    public int Asked => Files.Count + Directories.Count + Embedded.Count;

    public async Task<string> SummarizeFile(string name, string text, CancellationToken cancellationToken)
    {
        Files.Add(text);
        await WhenFile(name);
        return Answer ?? await _summarizer.SummarizeFile(name, text, cancellationToken);
    }

    public async Task<DirectorySummary> SummarizeDirectory(
        string name, IReadOnlyList<SummaryItem> items, CancellationToken cancellationToken)
    {
        Directories.Add(name);
        await WhenDirectory(name);
        return Answer is null
            ? await _summarizer.SummarizeDirectory(name, items, cancellationToken)
            : new DirectorySummary(Answer, Answer);
    }

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var texts = values.ToList();
        WhenEmbedded(texts);
        Embedded.AddRange(texts);
        return _embedder.GenerateAsync(texts, options, cancellationToken);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata("test", null, Name) : null;

    public void Dispose() => _embedder.Dispose();
}
