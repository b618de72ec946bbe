namespace Sagas.Consumers.FileTree;

/// <summary>The names of the files that the semantic consumer writes into every directory.</summary>
static class Sidecars
{
    public const string Overview = ".overview.md";

    public const string Abstract = ".abstract.md";

    public static bool IsName(string name) => name is Overview or Abstract;
}
