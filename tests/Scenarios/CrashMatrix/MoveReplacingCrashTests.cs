namespace Sagas.Scenarios.CrashMatrix;

public sealed class MoveReplacingCrashTests(CrashChain chain) : CrashMatrixTests(chain)
{
    public static TheoryData<string> Forward => Rows(MatrixOperations.MoveReplacing.Forward);

    public static TheoryData<string> Undoing => Rows(MatrixOperations.MoveReplacing.Undoing);

    private protected override MatrixOperation Operation => MatrixOperations.MoveReplacing;
}
