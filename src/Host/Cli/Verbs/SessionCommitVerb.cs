using System.CommandLine;
using System.Text.Json;
using Sagas.Host.Cli.Adding;

namespace Sagas.Host.Cli.Verbs;

/// <summary><c>session commit ID</c>.</summary>
internal static class SessionCommitVerb
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    public static Command Create(CliEnvironment environment)
    {
        var id = new Argument<string>("ID") { Description = "The session." };
        var keep = new Option<int?>("--keep")
        {
            Description = "How many of the latest messages stay out of the archive; else none.",
            HelpName = "N",
        };
        var memories = new Option<bool>("--memories") { Description = "Return only when its memories are written." };
        var wait = WriteOptions.Wait();
        return new ServiceVerb("commit", "Archive what was said in a session and make memories of it.", environment)
        {
            id, keep, memories, wait,
        }.Does(async (verb, cancellationToken) =>
        {
            var session = PathSegment.Of(verb.Arguments.GetValue(id)!);
            var result = await verb.Client.Post(
                $"sessions/{session}/commit", new { KeepRecentCount = verb.Arguments.GetValue(keep) ?? 0 },
                cancellationToken, ("wait_seconds", verb.Arguments.GetValue(wait)));
            if (!verb.Json)
                verb.Say(Line(result));
            if (!verb.Arguments.GetValue(memories) || !result.Flag("archived"))
                return verb.Show(result, _ => { });
            var task = await Follow(verb, result.Text("task_id"), cancellationToken);
            return verb.Show(task, done => verb.Say(
                $"memories: {MemoryCounts.Of(done.GetProperty("result").GetProperty("memories_extracted"))}"));
        });
    }

    static string Line(JsonElement result) => result.Flag("archived")
        ? $"archived {result.Text("messages")} messages as {result.Text("archive_uri")}, task {result.Text("task_id")}"
        : $"nothing to archive: {result.Text("reason")}";

    /// <exception cref="ServiceException">The task has failed, or was cancelled.</exception>
    static async Task<JsonElement> Follow(VerbContext verb, string id, CancellationToken cancellationToken)
    {
        using var progress = new AddProgress(verb);
        for (var shown = ""; ;)
        {
            var task = await verb.Client.Get($"tasks/{id}", cancellationToken);
            if (Progress(task) is var line && line != shown)
                progress.Say(shown = line);
            switch (task.Text("status"))
            {
                case "completed":
                    return task;
                case "failed" or "cancelled":
                    var error = task.Text("error").Split(": ", 2);
                    throw new ServiceException(error[0], error[^1]);
            }
            await Task.Delay(Pause, verb.Environment.Time, cancellationToken);
        }
    }

    static string Progress(JsonElement task)
    {
        var meta = task.GetProperty("meta");
        var line = meta.Text("phase");
        if (meta.Text("attempt") is not ("" or "0"))
            line += $", attempt {meta.Text("attempt")}";
        return meta.Text("next_at") is { Length: > 0 } next
            ? $"{line}, next at {next} ({meta.Text("last_error")})"
            : line;
    }
}
