using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Consumers.FileTree;

/// <summary>
/// A step of the file tree: the barrier, the undo record and the closing are here, once; what is looked at and what
/// is renamed is in the step itself.
/// </summary>
abstract class FileStep<TCommand, TUndo>(TreePaths paths, IFaultPoints faults, RunningSteps running)
    : Step<TCommand, TUndo>(faults, running)
    where TCommand : class, IStepCommand<TUndo>
    where TUndo : class
{
    const int RacesMax = 8;
    readonly TransactionFolders _folders = new(paths);

    protected TreePaths Paths => paths;

    protected TransactionFolders Folders => _folders;

    /// <summary>Looks, refuses, and says what undo will need. It may prepare things inside the folder.</summary>
    /// <exception cref="RefusedException">The step cannot be done; the tree is as it was.</exception>
    protected abstract Task<TUndo> Prepare(
        TCommand command, StepFolder folder, StepContext step, CancellationToken cancellationToken);

    /// <summary>Makes the effect, or what is left of it, by looking at what is where.</summary>
    protected abstract Task Apply(
        TCommand command, TUndo record, StepFolder folder, StepContext step, CancellationToken cancellationToken);

    /// <summary>Puts back what is not back yet, by looking at what is where.</summary>
    protected abstract Task Revert(
        TCommand command, TUndo record, StepFolder folder, StepContext step, CancellationToken cancellationToken);

    /// <summary>What the caller is told, now and whenever the same step is asked for again.</summary>
    protected virtual object? ResultOf(TCommand command, TUndo record, StepFolder folder) => record;

    protected sealed override async Task<object?> Execute(
        TCommand command, StepContext step, CancellationToken cancellationToken)
    {
        for (var race = 1; ; race++)
        {
            try
            {
                var folder = _folders.Open(step.Id);
                if (folder.State == StepState.Done)
                    return ResultOf(command, RecordOf(folder), folder);
                return await ExecuteIn(folder, command, step, cancellationToken);
            }
            catch (RaceLostException) when (race < RacesMax)
            {
                // Closed meanwhile: opening it again says by whom. Still open: look again at what is where.
            }
            catch (DirectoryNotFoundException) when (race < RacesMax)
            {
                // The same, where the runtime noticed it: the step or its transaction was closed.
            }
        }
    }

    protected sealed override async Task<bool> Undo(
        TCommand command, StepContext step, CancellationToken cancellationToken)
    {
        for (var race = 1; ; race++)
        {
            try
            {
                return _folders.Close(step.Id) is { } folder
                    && await UndoIn(folder, command, step, cancellationToken);
            }
            catch (RaceLostException) when (race < RacesMax)
            {
                // A twin of this undo was faster; look again.
            }
            catch (DirectoryNotFoundException) when (race < RacesMax)
            {
                // The purge was faster, or a twin; look again.
            }
        }
    }

    async Task<object?> ExecuteIn(
        StepFolder folder, TCommand command, StepContext step, CancellationToken cancellationToken)
    {
        var decision = folder.Decided<TUndo>();
        if (decision is null)
        {
            decision = folder.Decide(await Decide(command, folder, step, cancellationToken));
            Secure(folder, step);
            // Died here: the tree is untouched; the step is done by its record, or undone as one that did nothing.
            await step.Boundary("execute.after-undo-record", cancellationToken);
        }
        else
        {
            // Nobody knows how far the one who decided came.
            Secure(folder, step);
        }
        if (decision.Record is not { } record)
        {
            folder.Refuse();
            throw new RefusedException(decision.Refused!);
        }
        await Apply(command, record, folder, step, cancellationToken);
        folder.Sync();
        // Died here: the effect is whole and durable; the step that is sent again finds nothing left to do.
        await step.Boundary("execute.before-close", cancellationToken);
        var result = ResultOf(command, record, folder);
        folder.Complete();
        return result;
    }

    /// <summary>What was decided is durable before anything is done, or said, because of it.</summary>
    void Secure(StepFolder folder, StepContext step)
    {
        folder.SyncNames();
        _folders.Secure(step.Id);
    }

    async Task<Decision<TUndo>> Decide(
        TCommand command, StepFolder folder, StepContext step, CancellationToken cancellationToken)
    {
        try
        {
            return new Decision<TUndo>(await Prepare(command, folder, step, cancellationToken), Refused: null);
        }
        catch (RefusedException refused)
        {
            return new Decision<TUndo>(Record: null, refused.Reason);
        }
    }

    async Task<bool> UndoIn(
        StepFolder folder, TCommand command, StepContext step, CancellationToken cancellationToken)
    {
        var record = folder.Record<TUndo>();
        if (folder.State == StepState.Undone)
            return record is not null;
        // Died here: the folder has its last name but one, no execute can go on; the next undo starts from it.
        await step.Boundary("undo.after-close", cancellationToken);
        if (record is not null)
        {
            await Revert(command, record, folder, step, cancellationToken);
            folder.Sync();
        }
        // Died here: the tree is back; the next undo finds nothing left to put back.
        await step.Boundary("undo.before-tombstone", cancellationToken);
        folder.Forget();
        return record is not null;
    }

    static TUndo RecordOf(StepFolder folder) =>
        folder.Record<TUndo>() ?? throw new RaceLostException("The step was closed.");
}
