namespace Sagas.Scenarios.Sessions;

/// <summary>The fault points of sessions, outside the matrix of operations on trees.</summary>
static class SessionPoints
{
    /// <summary>Where the service is killed while messages come in.</summary>
    public static IReadOnlyList<string> OfAppends { get; } = ["session-log.before-sync", "session-log.before-answer"];

    /// <summary>Where it is killed while it creates a session.</summary>
    public static IReadOnlyList<string> OfCreation { get; } =
    [
        .. Execute("place-session", "before-effect", "after-staged", "after-undo-record", "after-parents",
            "between-renames", "before-close", "before-reply"),
    ];

    /// <summary>Where it is killed while it takes back a session.</summary>
    public static IReadOnlyList<string> OfUndo { get; } =
    [
        .. Undo("place-session", "before-effect", "after-close", "after-take", "before-tombstone", "before-reply"),
    ];

    public static TheoryData<string> Creation => [.. OfCreation];

    public static TheoryData<string> Undoing => [.. OfUndo];

    public static IEnumerable<string> All => [.. OfAppends, .. OfCreation, .. OfUndo];

    static IEnumerable<string> Execute(string kind, params string[] names) =>
        names.Select(name => $"{kind}.execute.{name}");

    static IEnumerable<string> Undo(string kind, params string[] names) => names.Select(name => $"{kind}.undo.{name}");
}
