namespace Sagas.Scenarios.CrashMatrix;

public sealed class MoveDirectoryCrashTests(CrashChain chain) : CrashMatrixTests(chain)
{
    public static TheoryData<string> Forward => Rows(MatrixOperations.MoveDirectory.Forward);

    public static TheoryData<string> Undoing => Rows(MatrixOperations.MoveDirectory.Undoing);

    private protected override MatrixOperation Operation => MatrixOperations.MoveDirectory;
}
