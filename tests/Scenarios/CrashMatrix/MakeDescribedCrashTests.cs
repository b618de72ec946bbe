namespace Sagas.Scenarios.CrashMatrix;

public sealed class MakeDescribedCrashTests(CrashChain chain) : CrashMatrixTests(chain)
{
    public static TheoryData<string> Forward => Rows(MatrixOperations.MakeDescribed.Forward);

    public static TheoryData<string> Undoing => Rows(MatrixOperations.MakeDescribed.Undoing);

    private protected override MatrixOperation Operation => MatrixOperations.MakeDescribed;
}
