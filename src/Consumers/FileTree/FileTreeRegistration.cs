using Microsoft.Extensions.DependencyInjection;
using Sagas.Consumers.AddResource;
using Sagas.Consumers.CreateSession;
using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.FileTree.Staging;
using Sagas.Consumers.Index;
using Sagas.Consumers.MakeDirectory;
using Sagas.Consumers.Move;
using Sagas.Consumers.Remove;
using Sagas.Consumers.SessionCommit;
using Sagas.Consumers.Sessions;
using Sagas.Consumers.Steps;

namespace Sagas.Consumers.FileTree;

/// <summary>Registers the file tree: its ports and its consumers.</summary>
public static class FileTreeRegistration
{
    /// <summary>The consumers of the file tree, for <c>AddConsumer(Type)</c>. Each is one step kind, or the purge.
    /// </summary>
    public static IReadOnlyList<Type> Consumers { get; } =
    [
        typeof(MoveTreeStep),
        typeof(RemoveTreeStep),
        typeof(StageTreeStep),
        typeof(PlaceTreeStep),
        typeof(CreateDirectoryStep),
        typeof(WriteContentStep),
        typeof(WriteSidecarsStep),
        typeof(WriteMemoriesStep),
        typeof(PlaceSessionStep),
        typeof(ArchiveMessagesStep),
        typeof(PurgeTransactionConsumer),
    ];

    /// <summary>Adds the file tree on a local folder, with the sessions in it. The caller adds <c>IFaultPoints</c>,
    /// <c>RunningSteps</c>, <c>TimeProvider</c> and logging.</summary>
    public static IServiceCollection AddFileTree(this IServiceCollection services, FileTreeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        services.AddSingleton(options);
        services.AddSingleton<TreePaths>();
        services.AddSingleton<Purge>();
        services.AddSingleton<LocalUploads>();
        services.AddSingleton<Sources>();
        services.AddSingleton<IFileTree, LocalFileTree>();
        services.AddSingleton<IUploads>(provider => provider.GetRequiredService<LocalUploads>());
        services.AddSingleton<ITombstones>(provider => provider.GetRequiredService<Purge>());
        services.AddSessions();
        return services;
    }
}
