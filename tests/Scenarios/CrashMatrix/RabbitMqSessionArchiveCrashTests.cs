namespace Sagas.Scenarios.CrashMatrix;

public sealed class RabbitMqSessionArchiveCrashTests(RabbitMqCrashChain chain)
    : RabbitMqCrashMatrixTests(chain)
{
    public static TheoryData<string> Forward => Rows(MatrixOperations.SessionArchive.Forward);

    public static TheoryData<string> Undoing => Rows(MatrixOperations.SessionArchive.Undoing);

    private protected override MatrixOperation Operation => MatrixOperations.SessionArchive;
}
