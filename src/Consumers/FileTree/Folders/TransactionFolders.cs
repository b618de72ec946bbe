using Sagas.Consumers.FileTree.Native;
using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Consumers.FileTree.Folders;

/// <summary>
/// Opens and closes the folders of steps. A home is published by one rename that replaces nothing, with one folder
/// in it whose name is the step's state; so of a first execute and a first undo exactly one wins, and no state comes
/// twice. Thread-safe.
/// </summary>
sealed class TransactionFolders(TreePaths paths)
{
    /// <summary>The folder of a step to be done, or that was done.</summary>
    /// <exception cref="RefusedException">The step or its transaction is closed, or it was refused before.
    /// </exception>
    public StepFolder Open(StepId id)
    {
        var home = paths.HomeOf(id);
        RefuseClosed(id);
        Publish(id, StepState.Opening);
        // "open" appears only after this look. Had the transaction been closed before it, this would see it; closed
        // after it, the home is gone by then and the rename below finds nothing.
        RefuseClosed(id);
        Disk.Rename(Path.Combine(home, StepState.Opening), Path.Combine(home, StepState.Open));

        // In the order of a step's life: what moves on meanwhile is met further down.
        foreach (var state in (string[])[StepState.Open, StepState.Done, StepState.Refused])
        {
            var folder = new StepFolder(home, state);
            if (!folder.Has(""))
                continue;
            return state == StepState.Refused && folder.Refusal() is { } reason
                ? throw new RefusedException(reason)
                : folder;
        }
        throw Refusals.Stale($"Step {id} was undone.");
    }

    /// <summary>
    /// Closes a step for good, whatever its state, and gives its folder to be undone; null when the transaction is
    /// closed, and a folder in the state <see cref="StepState.Undone"/> when there is nothing left to undo.
    /// </summary>
    public StepFolder? Close(StepId id)
    {
        var home = paths.HomeOf(id);
        if (IsClosed(id.TransactionId))
            return null;
        Publish(id, StepState.Undone);
        if (IsClosed(id.TransactionId))
        {
            DeleteIf(StepState.Undone, home);
            return null;
        }
        var undo = Path.Combine(home, StepState.Undo);
        foreach (var state in (string[])[StepState.Opening, StepState.Open, StepState.Done, StepState.Refused])
        {
            if (Disk.Rename(Path.Combine(home, state), undo) == RenameResult.Done)
                break;
        }
        // Died here: the undo that is sent again finds "undo" and goes on.
        Secure(id);
        var folder = new StepFolder(home, StepState.Undo);
        return folder.Has("") ? folder : new StepFolder(home, StepState.Undone);
    }

    /// <summary>
    /// Makes a step's state durable, with the way to it. What is durable already costs next to nothing.
    /// </summary>
    public void Secure(StepId id)
    {
        Disk.SyncFolder(paths.HomeOf(id));
        paths.OpenNames.Sync();
    }

    /// <summary>
    /// The folder of a finished step of the same transaction that does nothing after its record is written. The name
    /// "done" is not synced: after a power failure the step that has answered can be open again, with its record.
    /// </summary>
    public StepFolder DoneBy(TransactionId id, int step)
    {
        var home = paths.HomeOf(new StepId(id, step));
        var open = new StepFolder(home, StepState.Open);
        return open.HasRecord ? open : new StepFolder(home, StepState.Done);
    }

    bool IsClosed(TransactionId id) => Disk.KindOf(paths.ClosedOf(id)) != PathKind.Missing;

    void RefuseClosed(StepId id)
    {
        if (!IsClosed(id.TransactionId))
            return;
        DeleteIf(StepState.Opening, paths.HomeOf(id));
        throw Refusals.Stale($"Transaction {id.TransactionId} has ended.");
    }

    /// <summary>Made by a late message: nothing is in it. What is in another state is left to the purge.</summary>
    static void DeleteIf(string state, string home)
    {
        if (Disk.KindOf(Path.Combine(home, state)) != PathKind.Missing)
            Disk.Delete(home);
    }

    void Publish(StepId id, string state)
    {
        var home = paths.HomeOf(id);
        if (Disk.KindOf(home) == PathKind.Missing)
            paths.Spares.Publish(home, state);
    }
}
