namespace Sagas.Scenarios.CrashMatrix;

public sealed class IndexCrashTests(CrashChain chain) : CrashMatrixTests(chain)
{
    public static TheoryData<string> Forward => Rows(MatrixOperations.Index.Forward);

    public static TheoryData<string> Undoing => Rows(MatrixOperations.Index.Undoing);

    private protected override MatrixOperation Operation => MatrixOperations.Index;
}
