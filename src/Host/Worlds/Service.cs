using MassTransit;
using Sagas.Consumers;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.Semantics;
using Sagas.Consumers.Steps;
using Sagas.Consumers.VectorIndex;
using Sagas.Host.Faults;
using Sagas.Host.Http;
using Sagas.Host.Options;
using Sagas.Lifecycle;
using Sagas.Persistence.Outbox;

namespace Sagas.Host.Worlds;

/// <summary>The whole service in one process: the one place that knows which world it is in.</summary>
internal static class Service
{
    /// <summary>Puts the service together as the configuration says; nothing is started.</summary>
    public static WebApplication Build(WebApplicationBuilder builder)
    {
        var options = builder.SagasOptions();
        builder.AddSagasHttp();
        builder.Services
            .AddFaultPoints(options)
            .AddSingleton<RunningSteps>()
            .AddCoordinator(options)
            .AddResources(options)
            .AddTransport(options);
        return builder.Build().MapSagasHttp();
    }

    /// <summary>Brings the databases up to date, then starts.</summary>
    public static async Task Start(WebApplication service, CancellationToken cancellationToken)
    {
        await service.Services.MigrateCoordinator(cancellationToken);
        await service.StartAsync(cancellationToken);
    }

    static IServiceCollection AddCoordinator(this IServiceCollection services, SagasOptions options)
    {
        Directory.CreateDirectory(options.DataPath);
        var lifecycle = new LifecycleOptions
        {
            LockWait = options.Timeouts.LockWait,
            Step = options.Timeouts.Step,
            Exec = options.Timeouts.Exec,
            UndoRetry = options.Timeouts.UndoRetry,
        };
        var outbox = new OutboxOptions { DeleteWhenConsumed = options.Transport is TransportKind.InMemory };
        return services
            .AddSagas(lifecycle, outbox)
            .AddSingleton<ICommandSender, CommandSender>()
            .AddSqliteCoordinator(Path.Combine(options.DataPath, "sagas.db"));
    }

    static IServiceCollection AddResources(this IServiceCollection services, SagasOptions options) => services
        .AddFileTree(new FileTreeOptions
        {
            Root = Path.Combine(options.DataPath, "fs"),
            ImportRoots = options.ImportRoots,
            UploadBytesMax = options.Limits.UploadBytes,
            FilesMax = options.Limits.FilesPerTree,
        })
        .AddSqliteVectorIndex(Path.Combine(options.DataPath, "index.db"))
        .AddSemantics();

    static IServiceCollection AddTransport(this IServiceCollection services, SagasOptions options) =>
        services.AddMassTransit(bus =>
        {
            // MassTransit reports anonymous usage to its vendor unless it is told not to.
            bus.DisableUsageTelemetry();
            bus.AddSagasConsumers();
            bus.AddParticipants();
            if (options.Transport is TransportKind.RabbitMq)
                bus.UseRabbitMqTransport(options.RabbitMq);
            else
                bus.UseInMemoryTransport();
        });
}
