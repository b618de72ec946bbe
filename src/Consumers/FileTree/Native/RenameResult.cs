namespace Sagas.Consumers.FileTree.Native;

/// <summary>How a rename that never replaces anything ended; every other failure is an exception.</summary>
enum RenameResult
{
    Done,

    /// <summary>The source, or a folder on either path, is not there.</summary>
    Missing,

    /// <summary>The destination is taken.</summary>
    Taken,
}
