using System.Text.Json;
using Sagas.Contracts;
using Sagas.Host.Cli;

namespace Sagas.Host.Demo.Chapters;

/// <summary>What is said in a session is archived, and what is worth it is found later.</summary>
internal static class Remembering
{
    const string Session = "demo";
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    static readonly string[] First =
    [
        "Good morning! Shall we go on with the harbour?",
        "I prefer green tea in the morning.",
        "We decided to paint the boats blue.",
    ];

    static readonly string[] Second =
        ["You need to mend the sail before Friday.", "The lighthouse is on the northern cliff."];

    public static async Task Commit(DemoRun run, StepReport report, CancellationToken cancellationToken)
    {
        await Say(run, First, cancellationToken);
        var id = run.NewId();
        var commit = await Post(run, id, cancellationToken);
        report.Check(commit.Flag("archived"), $"the messages are archived as {commit.Text("archive_uri")}");
        await Completed(run, id, report, cancellationToken);
        await Found(run, "green tea in the morning", report, cancellationToken);
    }

    public static async Task Recover(DemoRun run, StepReport report, CancellationToken cancellationToken)
    {
        run.Arm("extract-memories.before-call=kill");
        await Say(run, Second, cancellationToken);
        var id = run.NewId();
        var lost = await Lost(() => Post(run, id, cancellationToken));
        var status = await run.Service.End(cancellationToken);
        report.Say($"the service died while the model was asked{(lost ? ", and its caller got no answer" : "")}");
        report.Check(status == ServiceProcess.Killed, "it was SIGKILL: status 137", $"{status}");

        await run.Start(cancellationToken);
        await Completed(run, id, report, cancellationToken);
        await Found(run, "mend the sail", report, cancellationToken);
        var again = await Post(run, id, cancellationToken);
        report.Check(again.Text("task_id") == id.ToString(), "its caller asks again with the same id and is told");
        var history = await run.Client.Get(
            "fs/ls", cancellationToken, ("uri", $"viking://user/{Caller.DefaultName}/sessions/{Session}/history"),
            ("output", "original"));
        report.Check(history.GetArrayLength() == 2, "two commits, two archives", $"{history.GetArrayLength()}");
    }

    static Task<JsonElement> Say(
        DemoRun run, IEnumerable<string> words, CancellationToken cancellationToken) => run.Client.Post(
        $"sessions/{Session}/messages/batch",
        new { Messages = words.Select(content => new { Role = "user", Content = content }).ToList() },
        cancellationToken);

    static Task<JsonElement> Post(DemoRun run, TransactionId id, CancellationToken cancellationToken) =>
        run.Client.Post($"sessions/{Session}/commit", new { }, id, cancellationToken);

    static async Task Completed(
        DemoRun run, TransactionId id, StepReport report, CancellationToken cancellationToken)
    {
        while (true)
        {
            var task = await run.Client.Get($"tasks/{id}", cancellationToken);
            if (task.Text("status") is "completed" or "failed" or "cancelled")
            {
                var isDone = task.Text("status") == "completed";
                var made = isDone
                    ? task.GetProperty("result").GetProperty("memories_extracted").ToString()
                    : task.Text("error");
                report.Check(
                    isDone && !made.Contains("\"total\":0", StringComparison.Ordinal),
                    $"its memories are written: {made}", made);
                break;
            }
            await Task.Delay(Look, run.Time, cancellationToken);
        }
        await run.Settle(cancellationToken);
    }

    static async Task Found(DemoRun run, string query, StepReport report, CancellationToken cancellationToken)
    {
        var result = await run.Client.Post(
            "search/find",
            new { Query = query, TargetUri = $"viking://user/{Caller.DefaultName}/memories", Limit = 1 },
            cancellationToken);
        var best = result.Items("memories").FirstOrDefault();
        report.Check(
            best.ValueKind == JsonValueKind.Object,
            $"\"{query}\" finds {(best.ValueKind == JsonValueKind.Object ? best.Text("uri") : "a memory")}",
            "something else");
    }

    static async Task<bool> Lost(Func<Task> call)
    {
        try
        {
            await call();
            return false;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }
}
