using Sagas.Scenarios.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.CrashMatrix;

/// <summary>The operations of the matrix, each on the tree of <see cref="Tree"/>.</summary>
internal static class MatrixOperations
{
    static readonly string[] Move = ["move-tree", "rekey-entries"];
    static readonly string[] Remove = ["remove-entries", "remove-tree"];
    static readonly string[] Add = ["stage-tree", "place-tree"];
    const string SetAside = "move-tree.execute.after-set-aside";

    /// <summary>What every case starts from.</summary>
    public static IReadOnlyDictionary<string, string> Tree { get; } = new Dictionary<string, string>
    {
        ["readme.md"] = "Read this first. It tells where the lanterns hang.\n",
        ["other.md"] = "Another page. It counts the boats in the harbour.\n",
        ["docs/guide.md"] = "A guide to tides. High water comes twice a day.\n",
        ["docs/deep/notes.md"] = "Notes on salt. Salt keeps fish for the winter.\n",
    };

    static readonly Dictionary<string, string> Added = new()
    {
        ["ropes.md"] = "Ropes are made of hemp. Knots hold them.\n",
        ["sails/canvas.md"] = "Canvas is woven. The wind fills it.\n",
    };

    public static MatrixOperation MoveFile { get; } = new(
        "mv file", Move, (client, at) => client.Move(at.At("docs/guide.md"), at.At("new/place/guide.md"), key: at.Key))
    {
        Unreached = SetAside,
        MovesRows = ("/docs/guide.md", "/new/place/guide.md"),
    };

    public static MatrixOperation MoveDirectory { get; } = new(
        "mv directory", Move, (client, at) => client.Move(at.At("docs"), at.At("archive/docs"), key: at.Key))
    {
        Unreached = SetAside,
        MovesRows = ("/docs", "/archive/docs"),
        WithCoordinator = true,
    };

    public static MatrixOperation MoveReplacing { get; } = new(
        "mv file onto file", Move, (client, at) => client.Move(at.At("readme.md"), at.At("other.md"), key: at.Key))
    {
        MovesRows = ("/readme.md", "/other.md"),
    };

    public static MatrixOperation RemoveFile { get; } = new(
        "rm file", Remove, (client, at) => client.Remove(at.At("readme.md"), key: at.Key));

    public static MatrixOperation RemoveDirectory { get; } = new(
        "rm directory", Remove, (client, at) => client.Remove(at.At("docs"), recursive: true, key: at.Key))
    {
        WithCoordinator = true,
    };

    public static MatrixOperation AddNew { get; } = new(
        "add new", Add, (client, at) => client.Add(at.UploadId, at.At("new/place"), wait: false, key: at.Key))
    {
        Upload = Added,
    };

    public static MatrixOperation AddReplacing { get; } = new(
        "add replacing", Add, (client, at) => client.Add(at.UploadId, at.At("docs"), wait: false, key: at.Key))
    {
        Upload = Added,
        WithCoordinator = true,
    };

    public static MatrixOperation MakeDirectory { get; } = new(
        "mkdir", ["create-directory"], (client, at) => client.MakeDirectory(at.At("made/deep"), key: at.Key))
    {
        CommitsMin = 3,
        WithCoordinator = true,
    };

    public static MatrixOperation MakeDescribed { get; } = new(
        "mkdir with a description", ["create-directory", "write-content"],
        (client, at) => client.MakeDirectory(at.At("made/deep"), key: at.Key, description: "All about the deep."));

    public static MatrixOperation WriteNew { get; } = new(
        "write new", ["write-content"],
        (client, at) => client.Write(at.At("new/place/page.md"), "Anchors hold the ship.\n", "create", key: at.Key));

    public static MatrixOperation WriteReplacing { get; } = new(
        "write append", ["write-content"],
        (client, at) => client.Write(at.At("readme.md"), "And mind the step.\n", "append", key: at.Key));

    public static MatrixOperation SessionArchive { get; } = new("session archive", ["archive-messages"], Commit)
    {
        Seed = Talk,
        CommitsMin = 5,
        WithCoordinator = true,
    };

    public static MatrixOperation SessionMemory { get; } = new("session memory", ["write-memories"], Commit)
    {
        Seed = Talk,
        GoesOn = true,
        Besides =
        [
            "extract-memories.before-call", "extract-memories.before-reply",
            "write-memories.execute.between-renames#2", "write-memories.execute.between-renames#4",
            "write-memories.execute.between-renames#6", "writer.before-commit#6", "writer.after-commit#6",
            "outbox.before-send#6", "writer.before-commit#7", "writer.after-commit#7", "outbox.before-send#7",
        ],
        // The undo command not sent; undone, and nobody told; told, and not extracted again.
        BesidesUndoing =
        [
            "writer.after-commit#12", "outbox.before-send#12", "outbox.before-send#13", "outbox.before-send#18",
        ],
    };

    static Task<ServiceAnswer> Commit(ServiceClient client, MatrixCase at) =>
        client.Commit("s1", at.Root["viking://user/".Length..], key: at.Key);

    static void Talk(Stores stores, string root) =>
        SessionSeed.Put(stores, root["viking://user/".Length..], "s1", SessionSeed.Talk);

    public static MatrixOperation Index { get; } = new(
        "index", ["write-sidecars", "upsert-entries"],
        (client, at) => client.Add(at.UploadId, at.At("page"), wait: false, key: at.Key))
    {
        Upload = new Dictionary<string, string> { ["ropes.md"] = Added["ropes.md"] },
        IsPostAction = true,
    };
}
