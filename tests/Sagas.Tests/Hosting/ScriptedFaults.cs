using System.Collections.Concurrent;
using Sagas.Contracts;

namespace Sagas.Tests.Hosting;

/// <summary>Fault points that throw, or hold, as a test says.</summary>
sealed class ScriptedFaults : IFaultPoints
{
    readonly ConcurrentDictionary<string, Func<Task>> _scripts = new();
    readonly ConcurrentDictionary<string, int> _reached = new();

    public int ReachedCount(string point) => _reached.GetValueOrDefault(point);

    /// <summary>The next <paramref name="times"/> who come to <paramref name="point"/> fail.</summary>
    public void Fail(string point, int times, Func<Exception>? exception = null)
    {
        var left = times;
        _scripts[point] = () => Interlocked.Decrement(ref left) >= 0
            ? Task.FromException(exception?.Invoke() ?? new IOException("Injected."))
            : Task.CompletedTask;
    }

    /// <summary>Whoever comes to <paramref name="point"/> runs <paramref name="script"/>.</summary>
    public void On(string point, Func<Task> script) => _scripts[point] = script;

    /// <summary>All who come to <paramref name="point"/> wait for <paramref name="gate"/>.</summary>
    public void Hold(string point, Task gate) => _scripts[point] = () => gate;

    public async ValueTask Reach(string point, CancellationToken cancellationToken = default)
    {
        _reached.AddOrUpdate(point, 1, (_, count) => count + 1);
        if (_scripts.TryGetValue(point, out var script))
            await script();
    }
}
