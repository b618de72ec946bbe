namespace Sagas.Contracts;

/// <summary>One path that a transaction locks. All locks of a transaction are granted together or not at all.</summary>
/// <param name="Account">The account whose tree it is; accounts never conflict.</param>
/// <param name="Uri">The path; it need not exist.</param>
/// <param name="Mode">What it covers.</param>
public sealed record PathLock(string Account, VikingUri Uri, LockMode Mode);
