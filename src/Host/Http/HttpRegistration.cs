using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Sagas.DeadLetters;
using Sagas.Host.Http.Access;
using Sagas.Host.Http.Content;
using Sagas.Host.Http.DeadLetters;
using Sagas.Host.Http.Fs;
using Sagas.Host.Http.Health;
using Sagas.Host.Http.Metrics;
using Sagas.Host.Http.Pipeline;
using Sagas.Host.Http.Reading;
using Sagas.Host.Http.Resources;
using Sagas.Host.Http.Search;
using Sagas.Host.Http.SessionCommit;
using Sagas.Host.Http.Sessions;
using Sagas.Host.Http.TaskRecords;
using Sagas.Host.Http.Transactions;
using Sagas.Host.Http.Writing;
using Sagas.Host.Options;
using Sagas.Host.Verification;

namespace Sagas.Host.Http;

/// <summary>The HTTP front: services and routes.</summary>
internal static class HttpRegistration
{
    /// <summary>
    /// Registers what the endpoints need, but for the ports that they are built on. Expects them in the container
    /// when the application starts.
    /// </summary>
    public static WebApplicationBuilder AddSagasHttp(this WebApplicationBuilder builder)
    {
        var options = builder.SagasOptions();
        builder.WebHost.UseUrls([.. options.Http.Urls]);
        builder.Services
            .Configure<KestrelServerOptions>(kestrel =>
            {
                kestrel.Limits.MaxRequestBodySize = options.Limits.MessageBytes;
                kestrel.AddServerHeader = false;
            })
            .Configure<RouteHandlerOptions>(handlers => handlers.ThrowOnBadRequest = true)
            .Configure<JsonOptions>(json => HttpJson.Apply(json.SerializerOptions));
        builder.Services.AddHealthChecks();
        builder.Services.AddOpenApi("v1");
        builder.Services.AddSagasMetrics();
        builder.Services.AddEdges(options);
        return builder;
    }

    /// <summary>Puts the pipeline and every route in place.</summary>
    public static WebApplication MapSagasHttp(this WebApplication app)
    {
        app.UseMiddleware<CutOffMiddleware>();
        app.UseMiddleware<RequestIdMiddleware>();
        app.UseMiddleware<ErrorMiddleware>();
        app.UseMiddleware<CharsetMiddleware>();
        app.UseRouting();
        app.UseMiddleware<AccessMiddleware>();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapMetrics();
        app.MapGroup("").MapHealth();
        var api = app.MapGroup("/api/v1");
        api.MapSystem();
        api.MapGroup("/fs").HoldsData().MapFs();
        api.MapGroup("/content").HoldsData().MapContent();
        api.MapGroup("/search").HoldsData().MapSearch();
        api.MapGroup("/resources").HoldsData().MapResources();
        api.MapGroup("/sessions").HoldsData().MapSessions();
        api.MapGroup("/tasks").MapTasks();
        api.MapGroup("").HoldsData().MapSessionCommit();
        api.MapTransactions();
        api.MapDeadLetters();
        api.MapVerification();
        return app;
    }

    static void AddEdges(this IServiceCollection services, SagasOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(ReadPatience.Default);
        services.AddSingleton(new ApiKeyTable(options.Http));
        services.AddSingleton<DeadLetterDesk>();
        services.AddSingleton<Stopping>();
        services.AddSingleton<WriteRunner>();
        services.AddSingleton<Idleness>();
        services.AddSingleton<SettledWrites>();
        services.AddSingleton<SessionCreation>();
        services.AddSingleton<Finder>();
        services.AddSingleton<TargetChoice>();
        services.AddSingleton<AddRun.Services>();
        services.AddSingleton<Readiness>();
        services.AddSingleton<TreeIndexComparison>();
        services.AddSingleton<Verifier>();
        services.AddSingleton<Repairer>();
        services.AddHttpContextAccessor();
        services.AddScoped<WaitingFileTree>();
        services.AddScoped(provider => new CallerTree(
            provider.GetRequiredService<WaitingFileTree>(),
            provider.GetRequiredService<IHttpContextAccessor>().HttpContext!.Caller()));
    }
}
