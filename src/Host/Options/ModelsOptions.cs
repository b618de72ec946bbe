namespace Sagas.Host.Options;

/// <summary>The models; without an endpoint the built-in offline ones are used.</summary>
internal sealed class ModelsOptions
{
    /// <summary>What writes summaries and extracts memories.</summary>
    public ModelOptions Chat { get; set; } = new();

    /// <summary>What embeds text.</summary>
    public ModelOptions Embedding { get; set; } = new();
}
