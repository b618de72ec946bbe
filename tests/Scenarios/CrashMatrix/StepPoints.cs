namespace Sagas.Scenarios.CrashMatrix;

/// <summary>Every fault point of every step kind, in the order in which a step reaches them.</summary>
internal static class StepPoints
{
    static readonly string[] FileExecute = ["before-close", "before-reply"];

    static readonly Dictionary<string, string[]> ExecuteOf = new()
    {
        ["move-tree"] =
        [
            "before-effect", "after-undo-record", "after-parents", "between-renames", "after-set-aside",
            .. FileExecute,
        ],
        ["remove-tree"] = ["before-effect", "after-undo-record", "after-take", .. FileExecute],
        ["stage-tree"] = ["before-effect", "after-staging", "after-staged", "after-undo-record", .. FileExecute],
        ["place-tree"] =
        [
            "before-effect", "after-take", "after-undo-record", "after-parents", "between-renames", .. FileExecute,
        ],
        ["create-directory"] = ["before-effect", "after-undo-record", "after-make", .. FileExecute],
        ["write-content"] =
        [
            "before-effect", "after-undo-record", "after-parents", "between-renames", .. FileExecute,
        ],
        ["write-sidecars"] =
        [
            "before-effect", "after-undo-record", "between-renames.overview", "between-renames.abstract",
            .. FileExecute,
        ],
        ["archive-messages"] =
        [
            "before-effect", "after-staging", "after-staged", "after-undo-record", "after-parents", "before-cut",
            .. FileExecute,
        ],
        ["write-memories"] =
            ["before-effect", "after-undo-record", "after-folders", "between-renames", .. FileExecute],
        ["rekey-entries"] = ["before-effect", "before-reply"],
        ["remove-entries"] = ["before-effect", "before-reply"],
        ["upsert-entries"] = ["before-effect", "before-reply"],
    };

    static readonly Dictionary<string, string[]> UndoOf = new()
    {
        ["move-tree"] = InFolder("between-renames", "after-put-back"),
        ["remove-tree"] = InFolder("after-put-back"),
        ["stage-tree"] = InFolder(),
        ["place-tree"] = InFolder("between-renames", "after-put-back"),
        ["create-directory"] = InFolder("after-remove"),
        ["write-content"] = InFolder("between-renames", "after-put-back"),
        ["write-sidecars"] = InFolder("between-renames.overview", "between-renames.abstract"),
        ["archive-messages"] = InFolder("after-put-back", "after-take"),
        ["write-memories"] = InFolder("between-renames"),
        ["rekey-entries"] = ["before-effect", "before-reply"],
        ["remove-entries"] = ["before-effect", "before-reply"],
        ["upsert-entries"] = ["before-effect", "before-reply"],
    };

    public static IEnumerable<string> All => ExecuteOf.Keys.SelectMany(kind => Execute(kind).Concat(Undo(kind)));

    public static IEnumerable<string> Execute(string kind) => ExecuteOf[kind].Select(name => $"{kind}.execute.{name}");

    public static IEnumerable<string> Undo(string kind) => UndoOf[kind].Select(name => $"{kind}.undo.{name}");

    static string[] InFolder(params string[] inner) =>
        ["before-effect", "after-close", .. inner, "before-tombstone", "before-reply"];
}
