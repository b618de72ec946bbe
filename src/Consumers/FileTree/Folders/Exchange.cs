namespace Sagas.Consumers.FileTree.Folders;

/// <summary>
/// A place in the tree that gets something new from a step's folder, where the old thing waits in the folder. That the
/// new one is still in the folder is the evidence that the place is not changed yet, or is back: every call looks at
/// what is where, so each may be made again after a crash between any two.
/// </summary>
/// <param name="Folder">The step's folder.</param>
/// <param name="New">Its name for what is to be in the tree.</param>
/// <param name="Old">Its name for what was there.</param>
/// <param name="Place">Where in the tree.</param>
readonly record struct Exchange(StepFolder Folder, string New, string Old, string Place)
{
    /// <summary>The place is not changed yet, or is back.</summary>
    public bool IsAhead => Folder.Has(New);

    /// <summary>Takes the old thing into the folder: nothing is at the place for a reader.</summary>
    public void SetAside()
    {
        if (!Folder.Has(Old))
            Folder.TakeIn(Place, Old);
    }

    /// <summary>Puts the new thing in its place.</summary>
    public void PutIn() => Folder.PutOut(New, Place);

    /// <summary>Takes the new thing back into the folder.</summary>
    public void TakeBack()
    {
        if (!Folder.Has(New))
            Folder.TakeIn(Place, New);
    }

    /// <summary>Puts the old thing, if there was one, where it was.</summary>
    public void PutBack()
    {
        if (Folder.Has(Old))
            Folder.PutOut(Old, Place);
    }
}
