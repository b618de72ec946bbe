namespace Sagas.Host.Cli;

/// <summary>What <c>serve</c> was started with.</summary>
/// <param name="Configuration">Configuration keys as <c>--Sagas:Key=value</c>, to be added to the host's.</param>
internal sealed record ServeArguments(IReadOnlyList<string> Configuration);
