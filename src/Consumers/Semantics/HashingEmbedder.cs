using System.Numerics.Tensors;
using Microsoft.Extensions.AI;

namespace Sagas.Consumers.Semantics;

/// <summary>
/// Embeddings without a model and without a network: words, pairs of words and their trigrams, each hashed to one
/// of 512 places with a sign. Texts that share words are near each other; meaning it does not know. The same text
/// gives the same vector in every process, for ever: stored vectors depend on it.
/// </summary>
/// <remarks>Source: Weinberger et al., "Feature Hashing for Large Scale Multitask Learning" (2009).</remarks>
public sealed class HashingEmbedder : IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>The length of a vector.</summary>
    public const int Dimensions = 512;

    /// <summary>The name under which it is known to whoever asks for its metadata.</summary>
    public const string ModelId = "feature-hashing-512";

    const float PairWeight = 0.7f;
    const float TrigramWeight = 0.3f;

    static readonly EmbeddingGeneratorMetadata Metadata = new("built-in", null, ModelId, Dimensions);

    /// <inheritdoc />
    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values,
        EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default) =>
        Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(
            values.Select(text => new Embedding<float>(Embed(text)) { ModelId = ModelId })));

    /// <inheritdoc />
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
            return null;
        return serviceType == typeof(EmbeddingGeneratorMetadata) ? Metadata
            : serviceType.IsInstanceOfType(this) ? this : null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        // Nothing is held.
    }

    static float[] Embed(string text)
    {
        var counts = new Dictionary<(ulong Feature, float Weight), int>();
        ulong before = 0;
        foreach (var word in Prose.Words(text))
        {
            var hash = Hash(word, seed: 1);
            Count(counts, hash, 1);
            if (before != 0)
                Count(counts, Mix(before * 31 + hash), PairWeight);
            var framed = $"^{word}$";
            for (var i = 0; i + 3 <= framed.Length; i++)
                Count(counts, Hash(framed.AsSpan(i, 3), seed: 2), TrigramWeight);
            before = hash;
        }
        return UnitVector(counts);
    }

    static void Count(Dictionary<(ulong, float), int> counts, ulong feature, float weight) =>
        counts[(feature, weight)] = counts.GetValueOrDefault((feature, weight)) + 1;

    static float[] UnitVector(Dictionary<(ulong Feature, float Weight), int> counts)
    {
        // Sums in double and in one order: float addition depends on its order, and this must be stable.
        var sums = new double[Dimensions];
        foreach (var ((feature, weight), count) in counts.OrderBy(item => item.Key.Feature))
        {
            var sign = (feature >> 63) == 0 ? 1 : -1;
            sums[feature % Dimensions] += sign * weight * (1 + Math.Log(count));
        }
        var norm = Math.Sqrt(TensorPrimitives.SumOfSquares<double>(sums));
        return norm == 0 ? new float[Dimensions] : [.. sums.Select(sum => (float)(sum / norm))];
    }

    // FNV-1a over UTF-16 units with a final mix; string.GetHashCode differs from process to process.
    static ulong Hash(ReadOnlySpan<char> text, ulong seed)
    {
        var hash = 14695981039346656037UL ^ seed;
        foreach (var c in text)
            hash = (hash ^ c) * 1099511628211UL;
        return Mix(hash);
    }

    static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 33)) * 0xff51afd7ed558ccdUL;
        hash = (hash ^ (hash >> 33)) * 0xc4ceb9fe1a85ec53UL;
        return hash ^ (hash >> 33);
    }
}
