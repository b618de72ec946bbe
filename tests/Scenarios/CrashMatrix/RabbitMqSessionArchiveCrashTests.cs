namespace Sagas.Scenarios.CrashMatrix;

public sealed class RabbitMqSessionArchiveCrashTests(RabbitMqCrashChain chain) : RabbitMqCrashMatrixTests(chain)
{
    // Accepted and not begun; the step not sent; archived, and nobody told; told, and nothing extracted.
    static readonly string[] Onward =
    [
        "outbox.before-send#1", "writer.before-commit#3", "writer.after-commit#3", "outbox.before-send#3",
        "outbox.before-send#4", "outbox.before-send#8",
    ];

    // The undo not sent; undone, and nobody told.
    static readonly string[] Back =
        ["writer.before-commit#4", "writer.after-commit#4", "outbox.before-send#4", "outbox.before-send#5"];

    public static TheoryData<string> Forward => Rows(MatrixOperations.SessionArchive.ForwardSteps.Concat(Onward));

    public static TheoryData<string> Undoing => Rows(MatrixOperations.SessionArchive.UndoSteps.Concat(Back));

    private protected override MatrixOperation Operation => MatrixOperations.SessionArchive;
}
