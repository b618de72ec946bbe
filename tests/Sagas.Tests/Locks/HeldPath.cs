using Sagas.Contracts;

namespace Sagas.Tests.Locks;

/// <summary>One line of the lock table.</summary>
public sealed record HeldPath(string Path, TransactionId Transaction, bool IsTree, bool Held);
