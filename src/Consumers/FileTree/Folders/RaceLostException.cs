namespace Sagas.Consumers.FileTree.Folders;

/// <summary>
/// A rename found the tree, or the step's folder, other than it was a moment ago: a twin of this step, its undo, or
/// a neighbour that made or removed a shared parent was faster. Whoever catches it looks again.
/// </summary>
sealed class RaceLostException(string message) : IOException(message);
