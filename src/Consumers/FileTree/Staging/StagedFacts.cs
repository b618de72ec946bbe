namespace Sagas.Consumers.FileTree.Staging;

/// <summary>What a staged tree is like: whether it fits below a target depends on it.</summary>
sealed record StagedFacts(int Files, long Bytes, int Depth, int PathBytes)
{
    public const string Folder = "staged";
    public const string Tree = Folder + "/tree";
    public const string Name = Folder + "/facts.json";
}
