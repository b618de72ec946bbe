using Microsoft.Extensions.AI;

namespace Sagas.Consumers.Semantics;

/// <summary>Which model makes vectors: those of two models have nothing to do with each other.</summary>
public static class EmbeddingModel
{
    /// <summary>The name that is kept with each vector: the model's own, or that of its type when it tells none.
    /// </summary>
    public static string NameOf(IEmbeddingGenerator<string, Embedding<float>> model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.GetService(typeof(EmbeddingGeneratorMetadata)) is EmbeddingGeneratorMetadata
        {
            DefaultModelId: { Length: > 0 } name,
        }
            ? name
            : model.GetType().Name;
    }
}
