namespace Sagas.Scenarios.CrashMatrix;

public sealed class AddNewCrashTests(CrashChain chain) : CrashMatrixTests(chain)
{
    public static TheoryData<string> Forward => Rows(MatrixOperations.AddNew.Forward);

    public static TheoryData<string> Undoing => Rows(MatrixOperations.AddNew.Undoing);

    private protected override MatrixOperation Operation => MatrixOperations.AddNew;
}
