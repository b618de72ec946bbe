namespace Sagas.Scenarios.CrashMatrix;

public sealed class WriteReplacingCrashTests(CrashChain chain) : CrashMatrixTests(chain)
{
    public static TheoryData<string> Forward => Rows(MatrixOperations.WriteReplacing.Forward);

    public static TheoryData<string> Undoing => Rows(MatrixOperations.WriteReplacing.Undoing);

    private protected override MatrixOperation Operation => MatrixOperations.WriteReplacing;
}
