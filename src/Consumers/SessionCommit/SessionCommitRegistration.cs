using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Sagas.Consumers.SessionCommit;

/// <summary>Memories as a service.</summary>
public static class SessionCommitRegistration
{
    /// <summary>
    /// What <c>extract-memories</c> uses. Whatever the host registers stays: an <see cref="IChatClient"/>, or an
    /// <see cref="IMemoryExtractor"/> of its own. Default: built in, offline, deterministic. The sessions' archives
    /// and the summaries are registered elsewhere.
    /// </summary>
    public static IServiceCollection AddMemoryExtraction(
        this IServiceCollection services, ExtractionOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<ArchiveReader>();
        services.TryAddSingleton<IMemoryExtractor>(provider => provider.GetService<IChatClient>() is { } chat
            ? new ChatMemoryExtractor(chat, options)
            : new RuleMemoryExtractor(options));
        return services;
    }
}
