using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using Microsoft.Extensions.AI;

namespace Sagas.Consumers.Semantics;

/// <summary>Texts to bytes as the index stores them: unit length, whatever the model answers with.</summary>
internal sealed class Embedder(IEmbeddingGenerator<string, Embedding<float>> model)
{
    public async Task<IReadOnlyList<byte[]>> Embed(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var vectors = new List<byte[]>();
        foreach (var batch in texts.Chunk(SemanticLimits.EmbeddingBatch))
        {
            var embeddings = await model.GenerateAsync(batch, cancellationToken: cancellationToken);
            if (embeddings.Count != batch.Length)
                throw new InvalidOperationException(
                    $"The embedding model answered {embeddings.Count} vectors for {batch.Length} texts.");
            vectors.AddRange(embeddings.Select(embedding => UnitBytes(embedding.Vector.Span)));
        }
        return vectors;
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
