using Sagas.Consumers.FileTree;
using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Consumers.SessionCommit;

/// <summary>
/// A copy of the front of the live file becomes the archive, then the front is cut off. The live file is there all
/// the time, for appends that neither know nor wait: it is exchanged by one rename, under the session's gate.
/// </summary>
sealed class ArchiveMessagesStep(
    TreePaths paths, ArchiveStage stage, LiveCut cut, IFaultPoints faults, RunningSteps running)
    : FileStep<ArchiveMessages, ArchivedMessages>(paths, faults, running)
{
    protected override async Task<ArchivedMessages> Prepare(
        ArchiveMessages command, StepFolder folder, StepContext step, CancellationToken cancellationToken)
    {
        if (!SessionUri.IsSession(command.Session))
            throw RefusedException.InvalidArgument("session", $"is {command.Session}, which can be no session");
        if (command.KeepRecent is < 0 or > Limits.KeepRecentMax)
            throw RefusedException.InvalidArgument(
                "keep_recent_count", $"is {command.KeepRecent}; legal are 0 to {Limits.KeepRecentMax}");
        await stage.Make(command, folder, step, cancellationToken);
        // What was staged counts, whoever did it: a twin may have seen more messages than this attempt.
        return folder.Read<ArchivedMessages>(ArchiveStage.Facts)
            ?? throw new RaceLostException($"The stage of {command.Session} was taken away.");
    }

    protected override async Task Apply(
        ArchiveMessages command, ArchivedMessages record, StepFolder folder, StepContext step,
        CancellationToken cancellationToken)
    {
        if (record.Archive == 0)
            return;
        var archive = SessionUri.Archive(command.Session, record.Archive);
        var parents = Parents.Of(folder, Paths, command.Account, archive);
        Touch(command, folder, archive);
        if (!folder.Has(ArchiveStage.Archive))
        {
            parents.Touch();
        }
        else
        {
            parents.Make();
            // Died here: perhaps a new folder for archives; the messages are live.
            await step.Boundary("execute.after-parents", cancellationToken);
            folder.PutOut(ArchiveStage.Archive, Paths.Of(command.Account, archive));
        }
        // Died here: the messages are in both places; redo cuts, undo takes the archive back.
        await step.Boundary("execute.before-cut", cancellationToken);
        await cut.CutOff(command, record, folder, cancellationToken);
    }

    protected override async Task Revert(
        ArchiveMessages command, ArchivedMessages record, StepFolder folder, StepContext step,
        CancellationToken cancellationToken)
    {
        if (record.Archive == 0)
            return;
        var archive = SessionUri.Archive(command.Session, record.Archive);
        Touch(command, folder, archive);
        if (!folder.Has(ArchiveStage.Archive))
        {
            // Left the folder: so the cut may have happened, and then its messages are in the archive alone.
            await cut.PutBack(command, record, folder, Paths.Of(command.Account, archive), cancellationToken);
            // Died here: the messages are in both places; the next undo finds them in front of the live file.
            await step.Boundary("undo.after-put-back", cancellationToken);
            folder.TakeIn(Paths.Of(command.Account, archive), ArchiveStage.Archive);
        }
        // Died here: the session is as it was; a directory made for the archive may be left.
        await step.Boundary("undo.after-take", cancellationToken);
        Parents.Of(folder, Paths, command.Account, archive).Remove();
    }

    /// <summary>Before the look: the one that died after its renames has not made them durable.</summary>
    void Touch(ArchiveMessages command, StepFolder folder, VikingUri archive)
    {
        cut.Touch(command, folder);
        folder.Touch(Paths.Of(command.Account, archive));
        folder.Touch(folder.At(ArchiveStage.Archive));
    }
}
