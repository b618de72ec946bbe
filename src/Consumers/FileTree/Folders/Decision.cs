using Sagas.Contracts;

namespace Sagas.Consumers.FileTree.Folders;

/// <summary>
/// What the look at the tree led to, decided once per step: it is done by this record, or it is refused for this
/// reason. A twin that looks later, at a tree that the first one has changed already, gets the first one's decision.
/// </summary>
sealed record Decision<T>(T? Record, Reason? Refused)
    where T : class;
