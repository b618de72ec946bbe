namespace Sagas.Scenarios.DeadLetters;

public sealed class QuorumDeadLettersTests : DeadLetterBoxContract
{
    protected override string? Missing => Broker.Missing;

    protected override bool KeepsOrderOfMany => false;

    private protected override async Task<IDeadLetterLab> Open() => await RabbitMqLab.Open(quorum: true);
}
