using System.Collections.Concurrent;
using System.Diagnostics;
using Sagas.Contracts;

namespace Sagas.Host.Faults;

/// <summary>Makes happen what <c>Sagas:Faults</c> asks for. Thread-safe.</summary>
internal sealed partial class ConfiguredFaultPoints(
    IEnumerable<FaultRule> rules, TimeProvider time, ILogger<ConfiguredFaultPoints> logger, Action? kill = null)
    : IFaultPoints
{
    readonly ILookup<string, FaultRule> _rules = rules.ToLookup(r => r.Point, StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, int> _hits = new(StringComparer.Ordinal);
    readonly Action _kill = kill ?? KillThisProcess;

    public async ValueTask Reach(string point, CancellationToken cancellationToken = default)
    {
        if (!_rules.Contains(point))
            return;
        var hit = _hits.AddOrUpdate(point, 1, (_, n) => n + 1);
        if (_rules[point].FirstOrDefault(r => r.Hit is null || r.Hit == hit) is not { } rule)
            return;
        LogFault(point, rule.Action, hit);
        if (rule.Action == FaultAction.Throw)
            throw new InjectedFaultException(point);
        if (rule.Action == FaultAction.Kill)
        {
            // The logger writes in the background, and there will be none.
            await Console.Error.WriteLineAsync($"fault point {point}: kill");
            _kill();
        }
        // Nothing may run between the signal and the death: a killed process stands still too.
        await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    }

    static void KillThisProcess()
    {
        // SIGKILL: no finally block, no flush, no exit handler, as when the power goes.
        using var self = Process.GetCurrentProcess();
        self.Kill();
    }

    [LoggerMessage(9001, LogLevel.Warning, "Fault point {Point}: {Action}, hit {Hit}.")]
    partial void LogFault(string point, FaultAction action, int hit);
}
