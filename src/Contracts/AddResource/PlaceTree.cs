namespace Sagas.Contracts;

/// <summary>Swaps a staged tree in. What was there is set aside until the transaction ends.</summary>
/// <param name="Account">Whose tree.</param>
/// <param name="Target">Where it goes; missing parents are created.</param>
/// <param name="StagedBy">The index of the <see cref="StageTree"/> step whose tree it is.</param>
/// <param name="MustBeNew">Whether an existing target is refused with ALREADY_EXISTS.</param>
/// <param name="ParentMustExist">Whether a missing parent is refused with NOT_FOUND instead of created.</param>
public sealed record PlaceTree(
    string Account, VikingUri Target, int StagedBy, bool MustBeNew, bool ParentMustExist) : IStepCommand<PlacedTree>;

/// <summary>What was found before the swap.</summary>
/// <param name="Replaces">Whether something was at the target.</param>
/// <param name="CreatedParents">The directories that had to be created, outermost first.</param>
public sealed record PlacedTree(bool Replaces, IReadOnlyList<VikingUri> CreatedParents);
