namespace Sagas.Scenarios.CrashMatrix;

public sealed class RabbitMqSessionMemoryCrashTests(RabbitMqCrashChain chain) : RabbitMqCrashMatrixTests(chain)
{
    public static TheoryData<string> Forward => Rows(MatrixOperations.SessionMemory.ForwardSteps
        .Concat(MatrixOperations.SessionMemory.Besides.Where(
            point => point.StartsWith("extract-memories.", StringComparison.Ordinal))));

    public static TheoryData<string> Undoing => Rows(MatrixOperations.SessionMemory.UndoSteps);

    private protected override MatrixOperation Operation => MatrixOperations.SessionMemory;
}
