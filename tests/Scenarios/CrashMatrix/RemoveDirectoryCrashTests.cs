namespace Sagas.Scenarios.CrashMatrix;

public sealed class RemoveDirectoryCrashTests(CrashChain chain) : CrashMatrixTests(chain)
{
    public static TheoryData<string> Forward => Rows(MatrixOperations.RemoveDirectory.Forward);

    public static TheoryData<string> Undoing => Rows(MatrixOperations.RemoveDirectory.Undoing);

    private protected override MatrixOperation Operation => MatrixOperations.RemoveDirectory;
}
