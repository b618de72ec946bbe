using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Consumers.FileTree.Folders;

/// <summary>
/// A place in the tree that gets something new from a step's folder, where the old thing waits in the folder. That the
/// new one is still in the folder is the evidence that the place is not changed yet, or is back: every call looks at
/// what is where, so each may be made again after a crash between any two. What it may have changed is marked before it
/// looks: the one that died after its renames has not made them durable.
/// </summary>
/// <param name="Folder">The step's folder.</param>
/// <param name="New">Its name for what is to be in the tree; null = the old thing only goes.</param>
/// <param name="Old">Its name for what was there.</param>
/// <param name="Paths">Where everything lies.</param>
/// <param name="Account">Whose tree.</param>
/// <param name="Place">Where in the tree.</param>
readonly record struct Exchange(
    StepFolder Folder, string? New, string Old, TreePaths Paths, string Account, VikingUri Place)
{
    /// <summary>There is something that has to get to its place yet.</summary>
    public bool IsAhead => New is null || Folder.Has(New);

    string PlacePath => Paths.Of(Account, Place);

    /// <summary>Takes the old thing into the folder, and puts the new one in its place.</summary>
    /// <param name="replaces">There was an old thing.</param>
    /// <param name="step">The step.</param>
    /// <param name="cancellationToken">Stops it at the boundary.</param>
    /// <param name="which">Tells the boundaries of several exchanges in one step apart.</param>
    public async Task In(
        bool replaces, StepContext step, CancellationToken cancellationToken, string which = "")
    {
        Touch(replaces);
        if (!IsAhead)
            return;
        if (replaces && !Folder.Has(Old))
            Folder.TakeIn(PlacePath, Old);
        // Died here: the old thing is in the folder and the new one too, nothing is at the place for a reader; both
        // ways go on from there.
        await step.Boundary($"execute.between-renames{which}", cancellationToken);
        if (New is not null)
            Folder.PutOut(New, PlacePath);
    }

    /// <summary>Takes the new thing back into the folder, and puts the old one, if there was one, where it was.
    /// </summary>
    /// <param name="step">The step.</param>
    /// <param name="cancellationToken">Stops it at the boundary.</param>
    /// <param name="which">Tells the boundaries of several exchanges in one step apart.</param>
    public async Task Back(StepContext step, CancellationToken cancellationToken, string which = "")
    {
        Touch(replaces: true);
        if (!IsAhead)
            Folder.TakeIn(PlacePath, New!);
        // Died here: the new thing is in the folder again; the next undo goes on with the old one.
        await step.Boundary($"undo.between-renames{which}", cancellationToken);
        Parents.PutBack(Folder, Old, Paths, Account, Place);
    }

    void Touch(bool replaces)
    {
        if (New is null && !replaces)
            return;
        Folder.Touch(PlacePath);
        if (New is not null)
            Folder.Touch(Folder.At(New));
        if (replaces)
            Folder.Touch(Folder.At(Old));
    }
}
