namespace Sagas.Scenarios.CrashMatrix;

public sealed class AddReplacingCrashTests(CrashChain chain) : CrashMatrixTests(chain)
{
    public static TheoryData<string> Forward => Rows(MatrixOperations.AddReplacing.Forward);

    public static TheoryData<string> Undoing => Rows(MatrixOperations.AddReplacing.Undoing);

    private protected override MatrixOperation Operation => MatrixOperations.AddReplacing;
}
