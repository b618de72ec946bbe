namespace Sagas.Scenarios.CrashMatrix;

public sealed class WriteNewCrashTests(CrashChain chain) : CrashMatrixTests(chain)
{
    public static TheoryData<string> Forward => Rows(MatrixOperations.WriteNew.Forward);

    public static TheoryData<string> Undoing => Rows(MatrixOperations.WriteNew.Undoing);

    private protected override MatrixOperation Operation => MatrixOperations.WriteNew;
}
