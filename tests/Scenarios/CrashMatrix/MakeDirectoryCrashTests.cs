namespace Sagas.Scenarios.CrashMatrix;

public sealed class MakeDirectoryCrashTests(CrashChain chain) : CrashMatrixTests(chain)
{
    public static TheoryData<string> Forward => Rows(MatrixOperations.MakeDirectory.Forward);

    public static TheoryData<string> Undoing => Rows(MatrixOperations.MakeDirectory.Undoing);

    private protected override MatrixOperation Operation => MatrixOperations.MakeDirectory;
}
