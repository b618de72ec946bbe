namespace Sagas.Scenarios.CrashMatrix;

public sealed class SessionArchiveCrashTests(CrashChain chain) : CrashMatrixTests(chain)
{
    public static TheoryData<string> Forward => Rows(MatrixOperations.SessionArchive.Forward);

    public static TheoryData<string> Undoing => Rows(MatrixOperations.SessionArchive.Undoing);

    private protected override MatrixOperation Operation => MatrixOperations.SessionArchive;
}
