namespace Sagas.Host.Http.Reading;

/// <summary>How a walk goes.</summary>
/// <param name="Levels">How deep; 1 = the children of the root only.</param>
/// <param name="Hidden">Whether files that start with a dot are shown; directories always are.</param>
/// <param name="ByTime">Whether siblings come by modification time instead of name.</param>
/// <param name="Descending">Whether their order is turned round.</param>
internal sealed record WalkOptions(int Levels, bool Hidden = false, bool ByTime = false, bool Descending = false);
