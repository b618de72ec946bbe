namespace Sagas.Scenarios.CrashMatrix;

/// <summary>The cases of an operation in the embedded world.</summary>
public abstract class CrashMatrixTests(CrashChain chain) : MatrixTests(chain), IClassFixture<CrashChain>;
