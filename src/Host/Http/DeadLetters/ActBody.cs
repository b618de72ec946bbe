namespace Sagas.Host.Http.DeadLetters;

/// <summary>What to act on: letters by id; or a group, or all, with the fingerprint of what the operator saw.</summary>
internal sealed record ActBody(
    IReadOnlyList<string>? Ids, string? Group, bool? All, string? Fingerprint, string? Reason, double? PerSecond);
