using System.Text;
using System.Text.RegularExpressions;
using Sagas.Contracts;
using Sagas.Testing.Documents;

namespace Sagas.Host.Tests.Documents;

/// <summary>What each operation locks, does, can undo and leaves to be done, taken from its plan.</summary>
internal static class OperationTable
{
    public static string Draw()
    {
        var text = new StringBuilder(
            "| operation | locks | steps, in order | kept for the undo | after the end |\n|---|---|---|---|---|\n");
        foreach (var plan in SamplePlans.All)
            text.Append(WithOneEnd(Row(plan)));
        return text.ToString();
    }

    static string Row(BeginTransaction plan)
    {
        var locks = plan.Locks.Select(path => $"{path.Mode} {NameOf(path.Uri)}".ToLowerInvariant()).Distinct();
        var steps = plan.Steps.Select(step => $"`{step.Kind}`");
        var undo = plan.Steps.Select(step => $"`{UndoOf(step.Kind)}`");
        var after = plan.PostActions.Select(AfterOf).Distinct();
        return $"| `{plan.Operation}` | {Join(locks)} | {Join(steps)} | {Join(undo)} | {Join(after)} |\n";
    }

    /// <summary>Only a move has two ends; elsewhere the one URI is the target.</summary>
    static string WithOneEnd(string line) => line.StartsWith("| `mv` |", StringComparison.Ordinal)
        ? line
        : Regex.Replace(line, @"\bsource\b", "target");

    static string Join(IEnumerable<string> parts) => string.Join("<br/>", parts);

    static string NameOf(VikingUri uri) => SamplePlans.Names.GetValueOrDefault(uri.Value, "source");

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
    static string UndoOf(string kind) => SamplePlans.StepCommands
        .Where(type => QueueName.Of(type) == kind)
        .SelectMany(type => type.GetInterfaces())
        .Single(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IStepCommand<>))
        .GetGenericArguments()[0].Name;
}
