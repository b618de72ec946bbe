using Microsoft.Extensions.AI;

namespace Sagas.Host.Worlds;

/// <summary>An embedding model whose failures are <see cref="PlainErrors"/>.</summary>
internal sealed class PlainEmbeddingErrors(IEmbeddingGenerator<string, Embedding<float>> inner)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    public override Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default)
        => PlainErrors.Of(() => base.GenerateAsync(values, options, cancellationToken), cancellationToken);
}
