namespace Sagas.Scenarios.CrashMatrix;

public sealed class RemoveFileCrashTests(CrashChain chain) : CrashMatrixTests(chain)
{
    public static TheoryData<string> Forward => Rows(MatrixOperations.RemoveFile.Forward);

    public static TheoryData<string> Undoing => Rows(MatrixOperations.RemoveFile.Undoing);

    private protected override MatrixOperation Operation => MatrixOperations.RemoveFile;
}
