namespace Sagas.Scenarios.DeadLetters;

public sealed class ParkedDeadLettersTests : DeadLetterBoxContract
{
    private protected override async Task<IDeadLetterLab> Open() => await ParkedLab.Open();
}
