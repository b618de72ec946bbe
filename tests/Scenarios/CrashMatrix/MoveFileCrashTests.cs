namespace Sagas.Scenarios.CrashMatrix;

public sealed class MoveFileCrashTests(CrashChain chain) : CrashMatrixTests(chain)
{
    public static TheoryData<string> Forward => Rows(MatrixOperations.MoveFile.Forward);

    public static TheoryData<string> Undoing => Rows(MatrixOperations.MoveFile.Undoing);

    private protected override MatrixOperation Operation => MatrixOperations.MoveFile;
}
