using Sagas.Contracts;
using Sagas.Host.Cli;
using Sagas.Host.Cli.Adding;

namespace Sagas.Host.Demo.Chapters;

/// <summary>The service comes up, documents go in and are found.</summary>
internal static class Beginning
{
    const int HitsShown = 3;
    const int AbstractShown = 60;

    public static async Task Start(DemoRun run, StepReport report, CancellationToken cancellationToken)
    {
        await run.Start(cancellationToken);
        report.Say($"process {run.Service.Id} at {run.Url}, data in {run.Folder}");
        var status = await run.Client.Get("system/status", cancellationToken);
        report.Check(status.Flag("initialized"), "it answers");
    }

    public static async Task Add(DemoRun run, StepReport report, CancellationToken cancellationToken)
    {
        await using var archive = TemporaryFile.Open();
        var packed = await FolderZip.Pack(run.Input.Folder, archive, _ => { }, report.Say, cancellationToken);
        archive.Position = 0;
        var upload = await run.Client.Upload(archive, FolderZip.Extension, cancellationToken);
        var id = run.NewId();
        await run.Client.Post(
            "resources",
            new { TempFileId = upload.Text("temp_file_id"), SourceName = run.Input.Name, To = run.Root }, id,
            cancellationToken);
        // The answer may come while it still executes.
        var view = await run.Ended(id, cancellationToken);
        report.Say($"{packed} files packed and uploaded; one transaction: {Journal.Of(view)}");
        report.Check(view.Text("outcome") == TransactionOutcome.Committed, "the transaction committed");
        var documents = await Snapshot.Documents(run.Client, run.Root, cancellationToken);
        report.Check(
            documents?.SequenceEqual(run.Files) == true,
            $"{run.Root} holds exactly the {run.Files.Count} documents", $"{documents?.Count ?? 0}");
    }

    public static async Task Index(DemoRun run, StepReport report, CancellationToken cancellationToken)
    {
        await run.Settle(cancellationToken);
        var verified = await run.Client.Get("verify", cancellationToken);
        report.Say($"{verified.Number("entries")} entries: files, and the summaries of every directory");
        report.Check(verified.Flag("ok"), "every document has its entry in the index");
    }

    public static async Task Find(DemoRun run, StepReport report, CancellationToken cancellationToken)
    {
        var hits = await Snapshot.Find(run, "", cancellationToken);
        report.Say($"\"{run.Query}\"");
        foreach (var hit in hits.Take(HitsShown))
            report.Say($"{Snapshot.Score(hit)}  {hit.Text("uri")}  {Short(hit.Text("abstract"))}");
        report.Check(hits.Count > 0, "it is found");
        var elsewhere = hits.Count(hit => !IsBelow(hit.Text("uri"), "viking://resources/inbox"));
        report.Check(elsewhere == 0, "every hit is where the documents are", $"{elsewhere} elsewhere");
    }

    public static bool IsBelow(string uri, string directory) =>
        uri == directory || uri.StartsWith(directory + "/", StringComparison.Ordinal);

    static string Short(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length > AbstractShown ? line[..AbstractShown].TrimEnd() + "…" : line;
    }
}
