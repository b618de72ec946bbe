using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sagas.Consumers.Semantics;
using Sagas.Consumers.Steps;
using Sagas.Consumers.VectorIndex.Sqlite;

namespace Sagas.Consumers.VectorIndex;

/// <summary>The vector index as a service.</summary>
public static class VectorIndexRegistration
{
    /// <summary>
    /// The index in one SQLite file, made when it does not exist. A file that is corrupt, of a newer build or of
    /// another program is a start-up error; nothing in it is touched.
    /// </summary>
    /// <param name="services">Where it is registered: <see cref="IVectorIndex"/>, <see cref="IIndexChanges"/>,
    /// <see cref="ISemanticLedger"/> and an <see cref="ITransactionJanitor"/>.</param>
    /// <param name="databasePath">The file; its folder is made when missing.</param>
    public static IServiceCollection AddSqliteVectorIndex(this IServiceCollection services, string databasePath)
    {
        ArgumentException.ThrowIfNullOrEmpty(databasePath);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<RunningSteps>();
        services.AddSingleton(provider => new IndexDatabase(
            databasePath,
            provider.GetService<IEmbeddingGenerator<string, Embedding<float>>>() is { } model
                ? EmbeddingModel.NameOf(model)
                : ""));
        services.AddSingleton<SqliteIndexChanges>();
        services.AddSingleton<IIndexChanges>(provider => provider.GetRequiredService<SqliteIndexChanges>());
        services.AddSingleton<ITransactionJanitor>(provider => provider.GetRequiredService<SqliteIndexChanges>());
        services.AddSingleton<IVectorIndex, SqliteVectorIndex>();
        services.AddSingleton<ISemanticLedger, SqliteSemanticLedger>();
        services.AddHostedService<IndexOpener>();
        return services;
    }
}
