namespace Sagas.Scenarios.CrashMatrix;

public sealed class RabbitMqSessionMemoryCrashTests(RabbitMqCrashChain chain) : RabbitMqCrashMatrixTests(chain)
{
    // Extracted, and its transaction not begun; the step not sent; written, and nobody told.
    static readonly string[] Coordinator =
    [
        "writer.before-commit#9", "writer.after-commit#9", "outbox.before-send#9", "outbox.before-send#11",
        "outbox.before-send#12",
    ];

    public static TheoryData<string> Forward => Rows(MatrixOperations.SessionMemory.ForwardSteps
        .Concat(MatrixOperations.SessionMemory.Besides.Where(
            point => point.StartsWith("extract-memories.", StringComparison.Ordinal)))
        .Concat(Coordinator));

    public static TheoryData<string> Undoing => Rows(MatrixOperations.SessionMemory.Undoing);

    private protected override MatrixOperation Operation => MatrixOperations.SessionMemory;
}
