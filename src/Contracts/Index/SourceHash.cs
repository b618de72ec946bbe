namespace Sagas.Contracts;

/// <summary>A file as the semantic consumer read it.</summary>
/// <param name="Name">The file's name in its directory.</param>
/// <param name="Hash">SHA-256 of its bytes in lower-case hexadecimal.</param>
public sealed record SourceHash(string Name, string Hash);
