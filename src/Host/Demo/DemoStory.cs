using Sagas.Host.Demo.Chapters;

namespace Sagas.Host.Demo;

/// <summary>The demonstration, top to bottom.</summary>
internal static class DemoStory
{
    // A large folder of the user's own takes its time.
    static readonly TimeSpan Long = TimeSpan.FromMinutes(15);

    public static IReadOnlyList<DemoStep> Steps { get; } =
    [
        new("start", "the service starts as a process of its own", Beginning.Start),
        new("add", "a folder of documents becomes a resource", Beginning.Add) { Patience = Long },
        new("index", "summaries and vectors follow", Beginning.Index) { Patience = Long },
        new("find", "a search finds it", Beginning.Find),
        new("mv", "the whole resource moves", Changing.Move),
        new("find", "a search finds it only at its new place", Changing.FindMoved),
        new("rm", "a part of it is removed", Changing.Remove),
        new("find", "a search finds only what is left", Changing.FindRemaining),
        new("session", "a conversation is committed, and its memory found", Remembering.Commit),
        new("fault", "a move fails in the middle and is undone in reverse", Trouble.Undo),
        new("kill -9", "the service dies while an undo waits for its timer", Waiting.Recover),
        new("kill -9", "the service dies in the middle of a move", Trouble.Recover),
        new("kill -9", "the service dies while memories are extracted", Remembering.Recover),
        new("verify", "tree, index, locks and queue are compared", Ending.Verify),
        new("stop", "the service is told to stop", Ending.Stop),
    ];
}
