using System.Diagnostics.Metrics;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Sagas.Contracts;
using Sagas.Lifecycle;
using Sagas.Persistence.Model;

namespace Sagas.Host.Tests.Documents;

/// <summary>The machine as a Mermaid state diagram.</summary>
internal static partial class SagaDiagram
{
    static readonly string[] Order =
    [
        TransactionPhase.Init, TransactionPhase.Acquire, TransactionPhase.Exec, TransactionPhase.Committed,
        TransactionPhase.RollingBack, TransactionPhase.Suspended, TransactionPhase.RolledBack,
    ];

    public static string Draw()
    {
        var text = new StringBuilder("```mermaid\nstateDiagram-v2\n    [*] --> INIT\n");
        var edges = WithoutShortcuts(MachineEdges.Of(Machine()))
            .GroupBy(edge => (From: PhaseName.ToStored(edge.From), To: PhaseName.ToStored(edge.To)))
            .OrderBy(group => Array.IndexOf(Order, group.Key.From));
        foreach (var group in edges)
        {
            var events = group.Select(edge => Words(edge.Event)).Where(name => name.Length > 0).Distinct().ToList();
            var label = events.Count == 0 ? "" : $" : {string.Join(", ", events)}";
            text.Append(null, $"    {group.Key.From} --> {group.Key.To}{label}\n");
        }
        return text.Append("    RELEASED --> [*]\n```").ToString();
    }

    /// <summary>
    /// Whatever starts a rollback finds something to undo, since a step was sent: the ends of a rollback are reached
    /// from ROLLING_BACK, and the branches of the same event that lead there at once are never taken.
    /// </summary>
    static IEnumerable<MachineEdge> WithoutShortcuts(IReadOnlyList<MachineEdge> edges) => edges.Where(edge =>
        edge.To is not (nameof(TransactionMachine.Suspended) or nameof(TransactionMachine.RolledBack))
        || !edges.Contains(edge with { To = nameof(TransactionMachine.RollingBack) }));

    static TransactionMachine Machine()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        var metrics = new LifecycleMetrics(services.GetRequiredService<IMeterFactory>());
        var reply = new OutcomeReply(metrics, NullLogger<OutcomeReply>.Instance);
        var times = new LifecycleOptions();
        return new TransactionMachine(
            new TransactionBehaviors(TimeProvider.System, times, metrics, new EndSignals(), reply), times, metrics);
    }

    /// <summary>"StepTimer.Received" is "step timer".</summary>
    static string Words(string @event) => Hump()
        .Replace(@event.Replace(".Received", "", StringComparison.Ordinal), " ")
        .ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Hump();
}
