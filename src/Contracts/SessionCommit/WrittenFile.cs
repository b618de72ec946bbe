namespace Sagas.Contracts;

/// <summary>One file that a step changes.</summary>
/// <param name="Uri">Which.</param>
/// <param name="Existed">Whether it was there.</param>
/// <param name="Stays">Whether it is there afterwards.</param>
public sealed record WrittenFile(VikingUri Uri, bool Existed, bool Stays);
