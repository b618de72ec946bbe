namespace Sagas.Consumers.FileTree.Folders;

/// <summary>
/// The names that the one folder inside a step's home can have. The name is the barrier: a step moves forward by
/// renaming it, never back, and it exists once, so whoever holds a path through an earlier name finds nothing.
/// </summary>
static class StepState
{
    /// <summary>Published; whether the transaction is closed has not been looked at yet.</summary>
    public const string Opening = "opening";

    /// <summary>Being done, or to be done again.</summary>
    public const string Open = "open";

    /// <summary>Done and answered for; holds what its undo needs.</summary>
    public const string Done = "done";

    /// <summary>Refused for good, with the reason, nothing changed.</summary>
    public const string Refused = "refused";

    /// <summary>Being undone.</summary>
    public const string Undo = "undo";

    /// <summary>Undone, or closed before it came.</summary>
    public const string Undone = "undone";
}
