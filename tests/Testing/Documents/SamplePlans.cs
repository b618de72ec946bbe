using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Contracts;
using Sagas.Intake;
using Sagas.Lifecycle;
using Sagas.Persistence.Outbox;
using Sagas.SessionCommit;

namespace Sagas.Testing.Documents;

/// <summary>A sample of every plan there is.</summary>
public static class SamplePlans
{
    const string Source = "viking://resources/team/docs";
    const string Destination = "viking://resources/archive/docs";

    static readonly TransactionId Id = new(Guid.Parse("0197f3a0-5b1c-7c54-9d57-2f1f3b1c9a10"));
    static readonly VikingUri Session = SessionUri.Of("default", "s1");
    static readonly Memory Tea = new(MemoryCategory.Facts, "Tea", "Tea is hot.");

    static readonly IServiceCollection Services =
        new ServiceCollection().AddSagas(new LifecycleOptions(), new OutboxOptions());

    /// <summary>What the URIs of the samples are called, where it is not the one that a command names.</summary>
    public static IReadOnlyDictionary<string, string> Names { get; } = new Dictionary<string, string>
    {
        [Destination] = "destination",
        ["viking://resources/team"] = "parent of source",
        ["viking://resources/archive"] = "parent of destination",
        [$"{Source}/{Sidecars.Overview}"] = "each summary",
        [$"{Source}/{Sidecars.Abstract}"] = "each summary",
        [Session.Value] = "session",
        [SessionUri.Archive(Session, 1).Value] = "archive",
        [MemoryFile.Of("default", Tea).Value] = "each memory's file",
        [MemoryFile.Of("default", Tea).Parent!.Value] = "each memory's folder",
    };

    /// <summary>In the order of the table that shows them.</summary>
    public static IReadOnlyList<BeginTransaction> All { get; } =
    [
        Of(new RemoveResource { Uri = Source, Recursive = true }),
        Of(new MoveResource { Source = Source, Destination = Destination }),
        Of(new MakeDirectory { Uri = Source }),
        Of(new AddResource { UploadId = "upload", Name = "docs", To = Source }),
        Of(new WriteFile { Uri = Source, Content = "text" }),
        Of(new CreateSession { SessionId = "s1" }),
        Of(new CommitSession { SessionId = "s1" }),
        MemoryPlan.Of(Id, Session.Value, new WriteMemories(
            "default", "default", SessionUri.Archive(Session, 1), Id, [Tea], Dropped: 0, "L1", "L0",
            DateTimeOffset.UnixEpoch, Failure: null)),
        Of(new IndexDirectory { Uri = Source, Overview = "L1", Abstract = "L0" }),
    ];

    /// <summary>The commands of all steps.</summary>
    public static IEnumerable<Type> StepCommands { get; } = typeof(IStepCommand<>).Assembly.GetExportedTypes()
        .Where(type => type.GetInterfaces().Any(i => IsMadeOf(i, typeof(IStepCommand<>))));

    /// <summary>The names of all operations: of those that a command begins, and of those that something else here
    /// makes.</summary>
    public static IEnumerable<string> OperationsThereAre()
    {
        using var provider = Services.BuildServiceProvider();
        var begun = Services.Select(service => service.ServiceType)
            .Where(type => IsMadeOf(type, typeof(IOperation<>)))
            .Select(type => type.GetProperty("Name")!.GetValue(provider.GetRequiredService(type)));
        var made = typeof(IOperation<>).Assembly.GetTypes()
            .Where(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
                .Any(method => method.ReturnType == typeof(BeginTransaction)))
            .Select(type => type.GetField(nameof(MemoryPlan.Operation))!.GetRawConstantValue());
        return [.. begun.Concat(made).Cast<string>()];
    }

    static BeginTransaction Of<TCommand>(TCommand command)
        where TCommand : class, IOperationCommand
    {
        using var provider = Services.BuildServiceProvider();
        return new Planner<TCommand>(provider.GetRequiredService<IOperation<TCommand>>()).Begin(command, Id);
    }

    static bool IsMadeOf(Type type, Type definition) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == definition;
}
