using Microsoft.Extensions.AI;

namespace Sagas.Host.Tests.Fakes;

/// <summary>Embeds every text as (3, 4): a vector that is not yet of unit length.</summary>
internal sealed class FakeEmbedder : IEmbeddingGenerator<string, Embedding<float>>
{
    public const string Name = "three-four";

    public Exception? Failure { get; set; }

    public bool AnswersNothing { get; set; }

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null,
        CancellationToken cancellationToken = default) => Failure is not null
            ? Task.FromException<GeneratedEmbeddings<Embedding<float>>>(Failure)
            : Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(
                values.Where(_ => !AnswersNothing).Select(_ => new Embedding<float>(new float[] { 3, 4 }))));

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(EmbeddingGeneratorMetadata) ? new EmbeddingGeneratorMetadata("fake", null, Name) : null;

    public void Dispose()
    {
    }
}
