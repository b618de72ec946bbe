namespace Sagas.Scenarios.CrashMatrix;

public sealed class RabbitMqSessionMemoryCrashTests(RabbitMqCrashChain chain)
    : RabbitMqCrashMatrixTests(chain)
{
    public static TheoryData<string> Forward => Rows(MatrixOperations.SessionMemory.Forward);

    public static TheoryData<string> Undoing => Rows(MatrixOperations.SessionMemory.Undoing);

    private protected override MatrixOperation Operation => MatrixOperations.SessionMemory;
}
