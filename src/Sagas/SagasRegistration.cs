using MassTransit.Middleware;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sagas.Contracts;
using Sagas.DeadLetters;
using Sagas.Intake;
using Sagas.Lifecycle;
using Sagas.Persistence;
using Sagas.Persistence.Model;
using Sagas.Persistence.Outbox;
using Sagas.Persistence.Sqlite;
using Sagas.Persistence.UnitOfWork;
using Sagas.Queries;
using Sagas.SessionCommit;

namespace Sagas;

/// <summary>Registers the coordinator: operations, machine, persistence, outbox, queries.</summary>
public static class SagasRegistration
{
    /// <summary>
    /// Adds everything but the database (<see cref="AddSqliteCoordinator"/>) and the transport.
    /// </summary>
    public static IServiceCollection AddSagas(
        this IServiceCollection services, LifecycleOptions lifecycle, OutboxOptions outbox,
        SessionCommitOptions? commits = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IFaultPoints, NoFaultPoints>();
        services.AddSingleton(lifecycle);
        services.AddSingleton(outbox);
        services.AddSingleton(commits ?? new SessionCommitOptions());
        return services.AddOperations().AddLifecycle().AddOutbox();
    }

    /// <summary>Keeps the coordinator's database in a SQLite file; this process must be alone on it.</summary>
    public static IServiceCollection AddSqliteCoordinator(this IServiceCollection services, string path)
    {
        var connection = new SqliteConnectionStringBuilder { DataSource = path }.ToString();
        services.AddPooledDbContextFactory<SagasDbContext>(options => options.UseSqlite(connection));
        services.AddSingleton<IOutboxReader, SqliteOutboxReader>();
        services.AddSingleton(x => new SagaTables(ModelOf(x)));
        services.AddSingleton<IUnitOfWorkStore>(x => new SqliteWriter(
            connection, x.GetRequiredService<SagaTables>(), x.GetRequiredService<FinishedRows>(),
            x.GetRequiredService<InFlightRows>(), new(x.GetRequiredService<IOutboxDispatcher>),
            x.GetRequiredService<IFaultPoints>(), x.GetRequiredService<WriterMetrics>(),
            x.GetRequiredService<TimeProvider>(), x.GetRequiredService<ILogger<SqliteWriter>>()));
        return services;
    }

    /// <summary>
    /// Brings the database's schema up to date. Before anything else is started, and by the only process that has the
    /// database: a lock that is found in it is taken for one of the dead.
    /// </summary>
    public static async Task MigrateCoordinator(this IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<SagasDbContext>>()
            .CreateDbContextAsync(cancellationToken);
        await SqliteMigrations.Run(db, cancellationToken);
    }

    /// <summary>The schema changes that this build knows; a database that has others is of a newer one.</summary>
    public static async Task<IReadOnlyList<string>> KnownMigrations(
        this IServiceProvider services, CancellationToken cancellationToken)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<SagasDbContext>>()
            .CreateDbContextAsync(cancellationToken);
        return [.. db.Database.GetMigrations()];
    }

    static IServiceCollection AddOperations(this IServiceCollection services)
    {
        var assembly = typeof(SagasRegistration).Assembly;
        foreach (var type in assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false }))
        {
            var contracts = type.GetInterfaces()
                .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IOperation<>));
            foreach (var contract in contracts)
                services.AddSingleton(contract, type);
        }
        services.AddSingleton<ITransactionClient, TransactionClient>();
        return services;
    }

    static IServiceCollection AddLifecycle(this IServiceCollection services)
    {
        services.AddSingleton<EndSignals>();
        services.AddSingleton<LifecycleMetrics>();
        services.AddSingleton<OutcomeReply>();
        services.AddSingleton<TransactionBehaviors>();
        services.AddSingleton<CommitBehaviors>();
        services.AddSingleton<ITransactionQueries, TransactionQueries>();
        services.AddSingleton<IOpenWork, OpenWork>();
        services.AddHostedService<RetentionService>();
        return services;
    }

    static IServiceCollection AddOutbox(this IServiceCollection services)
    {
        services.AddSingleton<WriterMetrics>();
        services.AddSingleton<FinishedRows>();
        services.AddSingleton<InFlightRows>();
        services.AddSingleton<OutboxCapture>();
        services.TryAddSingleton<ITransportLink, SteadyLink>();
        services.AddSingleton(x => ActivatorUtilities.CreateInstance<ConsumedObserver>(
            x, new Lazy<IOutboxDispatcher>(x.GetRequiredService<IOutboxDispatcher>)));
        services.AddSingleton<TakenObserver>();
        services.AddSingleton<IDeadLetterAudit, DeadLetterAudit>();
        services.AddSingleton<IDeadLetterBox, ParkedDeadLetters>();
        services.AddScoped<IOutboxContextFactory<IUnitOfWorkStore>, UnitOfWorkContextFactory>();
        services.AddSingleton(x => ActivatorUtilities.CreateInstance<OutboxDispatcher>(
            x, new Lazy<IUnitOfWorkStore>(x.GetRequiredService<IUnitOfWorkStore>)));
        services.AddSingleton<IOutboxDispatcher>(x => x.GetRequiredService<OutboxDispatcher>());
        services.AddSingleton<IHostedService>(x => x.GetRequiredService<OutboxDispatcher>());
        return services;
    }

    static Microsoft.EntityFrameworkCore.Metadata.IModel ModelOf(IServiceProvider services)
    {
        using var db = services.GetRequiredService<IDbContextFactory<SagasDbContext>>().CreateDbContext();
        return db.Model;
    }
}
