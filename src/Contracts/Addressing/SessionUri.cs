using System.Globalization;

namespace Sagas.Contracts;

/// <summary>
/// Where sessions lie: <c>viking://user/{user}/sessions/{id}</c>, each a folder with <c>messages.jsonl</c>,
/// <c>.meta.json</c> and <c>history/archive_NNN/</c>. The one place that knows these names.
/// </summary>
public static class SessionUri
{
    /// <summary>The live messages, one per line, in the session's folder and in each archive's.</summary>
    public const string MessagesName = "messages.jsonl";

    /// <summary>The facts of a session, and of each archive.</summary>
    public const string MetaName = ".meta.json";

    /// <summary>The folder of the archives.</summary>
    public const string HistoryName = "history";

    const string Folder = "sessions";
    const string ArchivePrefix = "archive_";

    /// <summary>The folder that holds a user's sessions.</summary>
    public static VikingUri RootOf(string user) =>
        VikingUriParser.Parse($"{VikingUri.Scheme}user/{user}/{Folder}", nameof(user));

    /// <summary>The session of a user.</summary>
    /// <exception cref="RefusedException"><see cref="ErrorCode.InvalidArgument"/>: the id is no legal one.</exception>
    public static VikingUri Of(string user, string? id) => ReasonAgainst(id) is { } reason
        ? throw RefusedException.InvalidArgument("session_id", reason)
        : RootOf(user).Child(id!);

    /// <summary>What the URI of a session ends with, whoever's it is.</summary>
    public static string EndOf(string id) => $"/{Folder}/{id}";

    /// <summary>Why <paramref name="id"/> can be no session's; null when it can.</summary>
    public static string? ReasonAgainst(string? id)
    {
        if (string.IsNullOrEmpty(id))
            return "is missing";
        if (id.Length > Limits.SessionIdLengthMax)
            return $"is longer than {Limits.SessionIdLengthMax} characters";
        if (id.StartsWith('.'))
            return "starts with a dot";
        return VikingUriParser.ReasonAgainstSegment(id);
    }

    /// <summary>True for a session's folder itself.</summary>
    public static bool IsSession(VikingUri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return uri.Segments is ["user", _, Folder, _];
    }

    /// <summary>
    /// True for what lies in a session: its messages, its facts, its archives. Messages and commits change it; whoever
    /// wrote to it as to any file would overwrite what others were told is safe.
    /// </summary>
    public static bool IsInSession(VikingUri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return uri.Segments is ["user", _, Folder, _, _, ..];
    }

    /// <summary>
    /// True for the folder of a user's sessions and everything in it. Nothing of it is content: no summary is made of
    /// it and nothing is indexed. What is worth finding in messages becomes memories, which lie elsewhere.
    /// </summary>
    public static bool IsPrivateToSessions(VikingUri uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return uri.Segments is ["session", ..] or ["user", _, Folder, ..];
    }

    /// <summary>The folder of an archive.</summary>
    /// <param name="session">The session.</param>
    /// <param name="number">From 1; written with at least three digits.</param>
    public static VikingUri Archive(VikingUri session, int number)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.Child(HistoryName).Child(ArchiveName(number));
    }

    /// <summary><c>archive_001</c> for 1.</summary>
    public static string ArchiveName(int number) =>
        ArchivePrefix + number.ToString("000", CultureInfo.InvariantCulture);

    /// <summary>The number of an archive's folder; null when the name is none that <see cref="ArchiveName"/> gives.
    /// </summary>
    public static int? ArchiveNumber(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.StartsWith(ArchivePrefix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(ArchivePrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture,
                out var number)
            && number > 0 && ArchiveName(number) == name
                ? number
                : null;
    }
}
