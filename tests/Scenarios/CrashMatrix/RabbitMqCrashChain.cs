using Sagas.Scenarios.Worlds;

namespace Sagas.Scenarios.CrashMatrix;

/// <summary>The same on a broker, which keeps what was sent and not consumed when the process dies.</summary>
public sealed class RabbitMqCrashChain : CrashChain
{
    /// <inheritdoc />
    protected override World NewWorld() => new RabbitMqWorld();
}
