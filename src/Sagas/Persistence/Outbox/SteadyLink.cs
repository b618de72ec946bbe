namespace Sagas.Persistence.Outbox;

/// <summary>A transport without connections: inside the process.</summary>
internal sealed class SteadyLink : ITransportLink
{
    static readonly Task<CancellationToken> Always = Task.FromResult(CancellationToken.None);

    public Task<CancellationToken> Connected(CancellationToken cancellationToken) => Always;
}
