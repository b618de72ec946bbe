using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Contracts;
using Sagas.Intake;
using Sagas.Lifecycle;

namespace Sagas.Host.Tests.Documents;

/// <summary>What each operation locks, does, can undo and leaves to be done, taken from its plan.</summary>
internal static class OperationTable
{
    static readonly TransactionId Id = new(Guid.Parse("0197f3a0-5b1c-7c54-9d57-2f1f3b1c9a10"));
    static readonly VikingUri Docs = VikingUriParser.Parse("viking://resources/docs", "uri");

    /// <summary>The URIs of the samples, by the name that the table gives them.</summary>
    static readonly (string Uri, string Name)[] Names =
    [
        ("viking://resources/team/docs", "source"), ("viking://resources/archive/docs", "destination"),
        ("viking://user/default/sessions/s1", "session"),
        ("viking://resources/team", "parent of source"), ("viking://resources/archive", "parent of destination"),
    ];

    public static string Draw()
    {
        var text = new StringBuilder(
            "| operation | locks | steps, in order | kept for the undo | after the end |\n|---|---|---|---|---|\n");
        Row(text, new RemoveResource { Uri = Names[0].Uri, Recursive = true });
        Row(text, new MoveResource { Source = Names[0].Uri, Destination = Names[1].Uri });
        Row(text, new MakeDirectory { Uri = Names[0].Uri });
        Row(text, new AddResource { UploadId = "upload", Name = "docs", To = Names[0].Uri });
        Row(text, new WriteFile { Uri = $"{Names[0].Uri}", Content = "text" });
        Row(text, new CreateSession { SessionId = "s1" });
        Row(text, new CommitSession { SessionId = "s1" });
        Row(text, new IndexDirectory { Uri = Docs.Value, Overview = "L1", Abstract = "L0" });
        return string.Join('\n', text.ToString().Split('\n').Select(WithOneEnd));
    }

    /// <summary>Only a move has two ends; elsewhere the one URI is the target.</summary>
    static string WithOneEnd(string line) => line.StartsWith("| `mv` |", StringComparison.Ordinal)
        ? line
        : Regex.Replace(line, @"\bsource\b", "target");

    static void Row<TCommand>(StringBuilder text, TCommand command)
        where TCommand : class, IOperationCommand
    {
        using var services = Services();
        var operation = services.GetRequiredService<IOperation<TCommand>>();
        var plan = operation.Plan(command, Caller.Of(null, null), Id);
        var locks = plan.Locks.Select(path => $"{path.Mode} {NameOf(path.Uri)}".ToLowerInvariant());
        var steps = plan.Steps.Select(step => $"`{step.Kind}`");
        var undo = plan.Steps.Select(step => $"`{UndoOf(step.Kind)}`");
        var after = plan.PostActions.Select(AfterOf).Distinct();
        text.Append(null, $"| `{operation.Name}` | {Join(locks)} | {Join(steps)} | {Join(undo)} | {Join(after)} |\n");
    }

    static string Join(IEnumerable<string> parts) => string.Join("<br/>", parts);

    static string NameOf(VikingUri uri) => Names.FirstOrDefault(known => known.Uri == uri.Value).Name ?? "source";

    static string AfterOf(PostAction action)
    {
        if (action.Message != nameof(EnqueueSemantic))
            return $"`{QueueName.Of<PurgeTransaction>()}`";
        var uri = VikingUriParser.Parse(action.Body.GetProperty("uri").GetString(), "uri");
        var failed = action.When is PostActionTime.AfterFailure or PostActionTime.AfterFailureOrStale
            ? ", later, when it has failed" : "";
        return $"`{QueueName.Of<EnqueueSemantic>()}` {NameOf(uri)}{failed}";
    }

    /// <summary>The step commands name the type of their undo record.</summary>
    static string UndoOf(string kind) => typeof(IStepCommand<>).Assembly.GetExportedTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && QueueName.Of(type) == kind)
        .SelectMany(type => type.GetInterfaces())
        .Single(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IStepCommand<>))
        .GetGenericArguments()[0].Name;

    static ServiceProvider Services() => new ServiceCollection()
        .AddSagas(new LifecycleOptions(), new Persistence.Outbox.OutboxOptions())
        .BuildServiceProvider();
}
