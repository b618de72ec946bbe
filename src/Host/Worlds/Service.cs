using MassTransit;
using Microsoft.Data.Sqlite;
using Sagas.Consumers;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.Semantics;
using Sagas.Consumers.SessionCommit;
using Sagas.Consumers.Steps;
using Sagas.Consumers.VectorIndex;
using Sagas.Contracts;
using Sagas.DeadLetters;
using Sagas.Host.DeadLetters;
using Sagas.Host.Faults;
using Sagas.Host.Http;
using Sagas.Host.Memory;
using Sagas.Host.Options;
using Sagas.Lifecycle;
using Sagas.Persistence.Outbox;
using Sagas.SessionCommit;

namespace Sagas.Host.Worlds;

/// <summary>The whole service in one process: the one place that knows which world it is in.</summary>
internal static class Service
{
    /// <summary>How long a stop waits for what is in flight; what is left then goes on at the next start.</summary>
    static readonly TimeSpan Drain = TimeSpan.FromSeconds(30);

    /// <summary>Puts the service together as the configuration says; nothing is started.</summary>
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        builder.AddLogDefaults();
        var options = builder.SagasOptions();
        RefuseWhatIsNotBuilt(options);
        builder.AddSagasHttp();
        builder.Services
            .Configure<HostOptions>(host => host.ShutdownTimeout = Drain)
            .AddFaultPoints(options)
            .AddSingleton<IHeap, RuntimeHeap>()
            .AddHostedService<IdleMemory>()
            .AddSingleton<RunningSteps>()
            .AddCoordinator(options)
            .AddResources(options)
            .AddTransport(options);
        return builder.Build().MapSagasHttp();
    }

    /// <summary>
    /// Brings the databases up to date, then starts. A broken file is found before the other one is touched.
    /// </summary>
    /// <exception cref="StartException"><c>sagas.db</c> cannot be used.</exception>
    /// <exception cref="Contracts.RefusedException"><c>index.db</c> cannot be used.</exception>
    public static async Task Start(WebApplication service, CancellationToken cancellationToken)
    {
        var file = CoordinatorPath(service.Services.GetRequiredService<SagasOptions>());
        CoordinatorFile.Check(file, await service.Services.KnownMigrations(cancellationToken));
        // Opens the index; a message that was under way would find it broken otherwise.
        await service.Services.GetRequiredService<IVectorIndex>().Accounts(cancellationToken);
        try
        {
            await service.Services.MigrateCoordinator(cancellationToken);
        }
        catch (SqliteException e)
        {
            throw CoordinatorFile.Unusable(file, $"cannot be brought up to date: {e.Message}", e);
        }
        await service.StartAsync(cancellationToken);
    }

    /// <summary>Better no service than one that quietly keeps its data elsewhere than it was told.</summary>
    static void RefuseWhatIsNotBuilt(SagasOptions options)
    {
        if (options.Database is DatabaseKind.Postgres)
            throw new StartException("Sagas:Database: Postgres is not supported by this build; legal is Sqlite.");
        if (options.VectorIndex is VectorIndexKind.PgVector)
            throw new StartException("Sagas:VectorIndex: PgVector is not supported by this build; legal is Sqlite.");
    }

    static string CoordinatorPath(SagasOptions options) => Path.Combine(options.DataPath, "sagas.db");

    static IServiceCollection AddCoordinator(this IServiceCollection services, SagasOptions options)
    {
        Directory.CreateDirectory(options.DataPath);
        var lifecycle = new LifecycleOptions
        {
            LockWait = options.Timeouts.LockWait,
            WaitersMax = options.Limits.Waiters,
            Step = options.Timeouts.Step,
            Exec = options.Timeouts.Exec,
            UndoRetry = options.Timeouts.UndoRetry,
            Retention = options.Retention.Transactions,
            AuditRetention = options.Retention.DeadLetterActions,
        };
        var outbox = options.Transport is TransportKind.InMemory
            ? new OutboxOptions { KeepUntilConsumed = KeptRows.All }
            : RabbitMqTransport.Outbox;
        return services
            .AddSagas(lifecycle, outbox, CommitsOf(options.Sessions))
            .AddSingleton<ICommandSender, CommandSender>()
            .AddSingleton<INeededUploads, NeededUploads>()
            .AddSingleton<ICommitReplies, CommitReplies>()
            .AddSqliteCoordinator(CoordinatorPath(options));
    }

    static SessionCommitOptions CommitsOf(SessionsOptions sessions) => new()
    {
        // Who asks is a little more patient than who does: a call that takes too long is told by its own reason.
        Extraction = sessions.ExtractionTimeout + TimeSpan.FromSeconds(30),
        Queue = sessions.ExtractionQueue,
        Retry = sessions.ExtractionRetry,
        RetryMax = sessions.ExtractionRetryMax,
        Attempts = sessions.ExtractionAttempts,
        TurnWait = sessions.TurnWait,
    };

    static IServiceCollection AddMemories(this IServiceCollection services, SessionsOptions sessions) => services
        .AddSingleton(new ParticipantLimits
        {
            ByQueue = { [QueueName.Of<ExtractMemories>()] = sessions.ModelCalls },
        })
        .AddMemoryExtraction(new ExtractionOptions
        {
            Timeout = sessions.ExtractionTimeout,
            MemoriesMax = sessions.MemoriesPerArchive,
        });

    static IServiceCollection AddResources(this IServiceCollection services, SagasOptions options) => services
        .AddFileTree(new FileTreeOptions
        {
            Root = Path.Combine(options.DataPath, "fs"),
            ImportRoots = options.ImportRoots,
            UploadBytesMax = options.Limits.UploadBytes,
            FilesMax = options.Limits.FilesPerTree,
            DepthMax = options.Limits.Depth,
            NameBytesMax = options.Limits.NameBytes,
        })
        .AddSqliteVectorIndex(Path.Combine(options.DataPath, "index.db"))
        .AddModels(options.Models)
        .AddMemories(options.Sessions)
        .AddSweep(SweepOptions.Within(options.Retention.Transactions))
        .AddSemantics();

    static IServiceCollection AddTransport(this IServiceCollection services, SagasOptions options)
    {
        if (options.Transport is TransportKind.RabbitMq)
            services.AddSingleton<IDeadLetterBox, RabbitMqDeadLetters>();
        return services.AddMassTransit(bus =>
        {
            // MassTransit reports anonymous usage to its vendor unless it is told not to.
            bus.DisableUsageTelemetry();
            bus.AddSagasConsumers();
            bus.AddParticipants();
            if (options.Transport is TransportKind.RabbitMq)
                bus.UseRabbitMqTransport(options.RabbitMq, options.Limits.MessageBytes);
            else
                bus.UseInMemoryTransport();
        });
    }
}
