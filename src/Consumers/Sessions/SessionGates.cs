using Sagas.Contracts;

namespace Sagas.Consumers.Sessions;

/// <summary>
/// The gates of the sessions that somebody uses, and of some that were used lately: what they know spares reading
/// the file again. Thread-safe; one per process, and one process per data folder.
/// </summary>
sealed class SessionGates
{
    const int IdleMax = 1024;
    readonly Dictionary<(string Account, VikingUri Session), SessionGate> _gates = [];
    readonly Lock _lock = new();

    /// <summary>The turns on the live files themselves. Taken with a session's turn, after it, one at a time.</summary>
    public LiveTurns Files { get; } = new();

    /// <summary>Takes part in a session's gate until the answer is disposed of.</summary>
    public Use Of(string account, VikingUri session)
    {
        lock (_lock)
        {
            var key = (account, session);
            if (!_gates.TryGetValue(key, out var gate))
            {
                Trim();
                _gates[key] = gate = new SessionGate();
            }
            gate.Users++;
            return new Use(this, gate);
        }
    }

    /// <summary>Waits for the turn on a session; it is given back when the answer is disposed of.</summary>
    public async Task<Turn> Enter(string account, VikingUri session, CancellationToken cancellationToken)
    {
        var use = Of(account, session);
        try
        {
            await use.Gate.Enter(cancellationToken);
            return new Turn(use);
        }
        catch
        {
            use.Dispose();
            throw;
        }
    }

    void Trim()
    {
        if (_gates.Count <= IdleMax)
            return;
        foreach (var (key, gate) in _gates.Where(pair => pair.Value.Users == 0).ToList())
        {
            _gates.Remove(key);
            gate.Dispose();
        }
    }

    void Give(SessionGate gate)
    {
        lock (_lock)
            gate.Users--;
    }

    /// <summary>A gate that stays as long as somebody uses it.</summary>
    public sealed class Use(SessionGates gates, SessionGate gate) : IDisposable
    {
        public SessionGate Gate { get; } = gate;

        public void Dispose() => gates.Give(Gate);
    }

    /// <summary>The turn on a session.</summary>
    public sealed class Turn(Use use) : IDisposable
    {
        /// <summary>The gate, whose knowledge of the file may be read and changed.</summary>
        public SessionGate Gate => use.Gate;

        public void Dispose()
        {
            use.Gate.Leave();
            use.Dispose();
        }
    }
}
