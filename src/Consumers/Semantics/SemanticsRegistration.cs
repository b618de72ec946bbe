using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sagas.Contracts;

namespace Sagas.Consumers.Semantics;

/// <summary>Summaries and embeddings as services.</summary>
public static class SemanticsRegistration
{
    /// <summary>
    /// The models that <see cref="SemanticConsumer"/> uses. Whatever the host registers stays: an
    /// <see cref="IEmbeddingGenerator{TInput,TEmbedding}"/> before or after this call, an <see cref="IChatClient"/>
    /// for the summaries, or an <see cref="ISummarizer"/> of its own. Default: built in, offline, deterministic.
    /// </summary>
    public static IServiceCollection AddSemantics(this IServiceCollection services)
    {
        services.TryAddSingleton<IFaultPoints, NoFaultPoints>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(new SharedRunsOptions());
        services.TryAddSingleton<SharedRuns>();
        services.TryAddSingleton<IEmbeddingGenerator<string, Embedding<float>>, HashingEmbedder>();
        services.TryAddSingleton<ISummarizer>(provider =>
            provider.GetService<IChatClient>() is { } chat ? new ChatSummarizer(chat) : new ExtractiveSummarizer());
        return services;
    }
}
