namespace Sagas.Scenarios.DeadLetters;

public sealed class RabbitMqDeadLettersTests : DeadLetterBoxContract
{
    protected override string? Missing => Broker.Missing;

    private protected override async Task<IDeadLetterLab> Open() => await RabbitMqLab.Open(quorum: false);
}
