using Microsoft.Extensions.DependencyInjection;
using Sagas.Consumers.SessionCommit;

namespace Sagas.Consumers.Sessions;

/// <summary>Registers the sessions: their ports.</summary>
static class SessionsRegistration
{
    /// <summary>Adds the sessions of a local file tree, which adds them.</summary>
    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.AddSingleton<SessionGates>();
        services.AddSingleton<LiveFiles>();
        services.AddSingleton<ISessionLog, LocalSessionLog>();
        services.AddSingleton<ArchiveMarks>();
        services.AddSingleton<LocalSessionArchives>();
        services.AddSingleton<ISessionArchives>(provider => provider.GetRequiredService<LocalSessionArchives>());
        services.AddSingleton<ArchiveStage>();
        services.AddSingleton<LiveCut>();
        return services;
    }
}
