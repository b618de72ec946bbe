using Sagas.Contracts;

namespace Sagas.Intake;

/// <summary>Where something may come to lie that was not there before.</summary>
internal static class Places
{
    /// <summary>A URI that something may be moved to, also where sessions lie: one that was moved away may come back.
    /// </summary>
    public static VikingUri ToMoveTo(string? text, string field, Caller caller) =>
        NoSummary(Targets.Changeable(text, field, caller), field);

    /// <summary>A URI at which something may be made or replaced.</summary>
    public static VikingUri ToMake(string? text, string field, Caller caller) =>
        NoSession(ToMoveTo(text, field, caller), field);

    /// <summary>A URI of a directory that may be made: a user's home, too.</summary>
    public static VikingUri ToMakeDirectory(string? text, string field, Caller caller) =>
        NoSession(NoSummary(Targets.Creatable(text, field, caller), field), field);

    /// <summary>A URI below which something may be made.</summary>
    public static VikingUri ToMakeIn(string? text, string field, Caller caller) =>
        NoSummary(VikingUriParser.Parse(text, field, caller), field);

    /// <summary>Refuses the folder of somebody's sessions and everything in it: a session has its own operation, and
    /// whatever else lay there would be taken for one, or lie in the way of one.</summary>
    public static VikingUri NoSession(VikingUri uri, string field) => SessionUri.IsPrivateToSessions(uri)
        ? throw RefusedException.InvalidArgument(field, $"is {uri}, where sessions lie; nothing else is made there")
        : uri;

    // Summaries are made anew whenever their directory changes: what lay in their place would be replaced and purged.
    static VikingUri NoSummary(VikingUri uri, string field) => uri.Segments.Any(Sidecars.IsName)
        ? throw RefusedException.InvalidArgument(field, "names a summary, which is made here")
        : uri;
}
