using Sagas.Contracts;

namespace Sagas.Lifecycle;

/// <summary>
/// What a transaction locks, does and sends, made once from the command and stored in its row: a newer build never
/// plans a transaction in flight again.
/// </summary>
/// <param name="Locks">Granted together, before the first step.</param>
/// <param name="Steps">In order; undone in reverse.</param>
/// <param name="PostActions">Sent in the commit that ends it.</param>
public sealed record Plan(
    IReadOnlyList<PathLock> Locks, IReadOnlyList<PlannedStep> Steps, IReadOnlyList<PostAction> PostActions);
