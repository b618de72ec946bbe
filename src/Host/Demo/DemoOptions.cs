namespace Sagas.Host.Demo;

/// <summary>What a demonstration is given.</summary>
/// <param name="Input">The folder of documents; null = this project's own.</param>
/// <param name="Keep">Whether the throwaway folder stays for a look.</param>
internal sealed record DemoOptions(string? Input, bool Keep);
