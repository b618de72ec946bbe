using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.Extensions.AI;

namespace Sagas.Consumers.Semantics;

/// <summary>Texts to bytes as the index stores them: unit length, whatever the model answers with.</summary>
internal sealed class Embedder(IEmbeddingGenerator<string, Embedding<float>> model)
{
    /// <summary>One call of the model.</summary>
    public async Task<IReadOnlyList<byte[]>> Embed(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var embeddings = await model.GenerateAsync(texts, cancellationToken: cancellationToken);
        if (embeddings.Count != texts.Count)
            throw new InvalidOperationException(
                $"The embedding model answered {embeddings.Count} vectors for {texts.Count} texts.");
        return [.. embeddings.Select(embedding => UnitBytes(embedding.Vector.Span))];
    }

    static byte[] UnitBytes(ReadOnlySpan<float> vector)
    {
        var unit = vector.ToArray();
        var norm = TensorPrimitives.Norm(vector);
        // A text without a word has no direction; the zero vector is found by nothing.
        if (float.IsFinite(norm) && norm > 0)
            TensorPrimitives.Divide(vector, norm, unit);
        else
            Array.Clear(unit);
        return MemoryMarshal.AsBytes<float>(unit).ToArray();
    }
}
