namespace Sagas.Contracts;

/// <summary>Takes a file or a directory out of the tree, into the transaction's folder.</summary>
/// <param name="Account">Whose tree.</param>
/// <param name="Uri">What is removed; nothing there is success.</param>
/// <param name="Recursive">Whether a directory that is not empty may be removed.</param>
public sealed record RemoveTree(string Account, VikingUri Uri, bool Recursive) : IStepCommand<RemovedTree>;

/// <summary>What was taken out: it lies in the transaction's folder until the transaction ends.</summary>
/// <param name="Existed">False when there was nothing to remove.</param>
public sealed record RemovedTree(bool Existed);
