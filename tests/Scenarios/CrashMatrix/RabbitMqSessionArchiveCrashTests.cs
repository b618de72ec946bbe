namespace Sagas.Scenarios.CrashMatrix;

public sealed class RabbitMqSessionArchiveCrashTests(RabbitMqCrashChain chain) : RabbitMqCrashMatrixTests(chain)
{
    // The coordinator is the same code in both worlds: one message of it, here, is enough.
    static readonly string[] Coordinator = ["writer.before-commit#3", "writer.after-commit#3", "outbox.before-send#3"];

    public static TheoryData<string> Forward => Rows(MatrixOperations.SessionArchive.ForwardSteps.Concat(Coordinator));

    public static TheoryData<string> Undoing => Rows(MatrixOperations.SessionArchive.UndoSteps);

    private protected override MatrixOperation Operation => MatrixOperations.SessionArchive;
}
