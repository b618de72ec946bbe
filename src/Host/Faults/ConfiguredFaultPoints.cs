using System.Diagnostics;
using Sagas.Contracts;

namespace Sagas.Host.Faults;

/// <summary>Makes happen what <c>Sagas:Faults</c> asks for. Thread-safe.</summary>
internal sealed partial class ConfiguredFaultPoints(
    IEnumerable<FaultRule> rules, TimeProvider time, ILogger<ConfiguredFaultPoints> logger, Action? kill = null,
    FaultFile? file = null)
    : IFaultPoints
{
    readonly FaultSet _rules = new(rules);
    readonly Action _kill = kill ?? KillThisProcess;

    public async ValueTask Reach(string point, CancellationToken cancellationToken = default)
    {
        var rule = _rules.Reach(point, out var hit) ?? file?.Current.Reach(point, out hit);
        if (rule is null)
            return;
        LogFault(point, rule.Action, hit);
        if (rule.Action == FaultAction.Trace)
            return;
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
