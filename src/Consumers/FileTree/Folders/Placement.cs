using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Consumers.FileTree.Folders;

/// <summary>
/// What is new goes from a step's folder to its place in the tree, below directories that are made for it; what was
/// there waits in the folder. One use, one thread.
/// </summary>
/// <param name="exchange">What goes where.</param>
sealed class Placement(Exchange exchange)
{
    readonly MadeFolders _parents =
        Parents.Of(exchange.Folder, exchange.Paths, exchange.Account, exchange.Place);

    /// <summary>The directories that were made for it, outermost first.</summary>
    public IReadOnlyList<VikingUri> CreatedParents => _parents.Made();

    /// <summary>Puts it in its place, or what is left of that.</summary>
    public async Task In(bool replaces, StepContext step, CancellationToken cancellationToken)
    {
        if (exchange.IsAhead)
        {
            _parents.Make();
            // Died here: some new directories are in the tree, each known by its own evidence.
            await step.Boundary("execute.after-parents", cancellationToken);
        }
        else
        {
            _parents.Touch();
        }
        await exchange.In(replaces, step, cancellationToken);
    }

    /// <summary>Takes it back, or what is left of that.</summary>
    public async Task Back(StepContext step, CancellationToken cancellationToken)
    {
        await exchange.Back(step, cancellationToken);
        // Died here: the place is as it was; directories made for it may be left.
        await step.Boundary("undo.after-put-back", cancellationToken);
        _parents.Remove();
    }
}
