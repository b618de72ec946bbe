using Sagas.Scenarios.CrashMatrix;

namespace Sagas.Scenarios.EndToEnd;

/// <summary>The operations with the files that they leave when they commit.</summary>
public static class OperationCases
{
    static readonly Dictionary<string, (MatrixOperation Operation, string[] Files)> Operations = new()
    {
        ["mv file"] = (
            MatrixOperations.MoveFile, ["docs/deep/notes.md", "new/place/guide.md", "other.md", "readme.md"]),
        ["mv directory"] = (MatrixOperations.MoveDirectory,
            ["archive/docs/deep/notes.md", "archive/docs/guide.md", "other.md", "readme.md"]),
        ["mv replacing"] = (MatrixOperations.MoveReplacing, ["docs/deep/notes.md", "docs/guide.md", "other.md"]),
        ["rm file"] = (MatrixOperations.RemoveFile, ["docs/deep/notes.md", "docs/guide.md", "other.md"]),
        ["rm directory"] = (MatrixOperations.RemoveDirectory, ["other.md", "readme.md"]),
        ["add new"] = (MatrixOperations.AddNew,
        [
            "docs/deep/notes.md", "docs/guide.md", "new/place/ropes.md", "new/place/sails/canvas.md", "other.md",
            "readme.md",
        ]),
        ["add replacing"] = (MatrixOperations.AddReplacing,
            ["docs/ropes.md", "docs/sails/canvas.md", "other.md", "readme.md"]),
        ["write new"] = (MatrixOperations.WriteNew,
            ["docs/deep/notes.md", "docs/guide.md", "new/place/page.md", "other.md", "readme.md"]),
        ["write append"] = (MatrixOperations.WriteReplacing,
            ["docs/deep/notes.md", "docs/guide.md", "other.md", "readme.md"]),
        ["mkdir"] = (MatrixOperations.MakeDirectory,
            ["docs/deep/notes.md", "docs/guide.md", "other.md", "readme.md"]),
    };

    public static TheoryData<string> Names => [.. Operations.Keys];

    internal static (MatrixOperation Operation, string[] Files) Of(string name) => Operations[name];
}
