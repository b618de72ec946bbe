using System.Text.Json;
using Sagas.Consumers.FileTree;
using Sagas.Contracts;
using Sagas.Host.Http.Writing;

namespace Sagas.Host.Cli.Adding;

/// <summary>Packs, uploads, adds, and follows the transaction to its end.</summary>
internal sealed class Adder(VerbContext verb)
{
    static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    public async Task<int> Add(AddRequest request, CancellationToken cancellationToken)
    {
        if (!File.Exists(request.Path) && !Directory.Exists(request.Path))
            throw new ServiceException(ErrorCode.NotFound, $"{request.Path} does not exist.");
        if (File.Exists(request.Path) && LocalFiles.ReasonAgainst(RealPath(request.Path)) is { } reason)
            throw new ServiceException(ErrorCode.InvalidArgument, $"{request.Path} {reason}; nothing was added.");
        using var progress = new AddProgress(verb);
        var upload = Directory.Exists(request.Path)
            ? await UploadFolder(request, progress, cancellationToken)
            : await UploadFile(request, progress, cancellationToken);
        var result = await Submit(request, upload, progress, cancellationToken);
        if (request.UntilIndexed)
        {
            progress.Say("indexing");
            await WaitUntilIndexed(result.Text("root_uri"), progress, cancellationToken);
        }
        progress.Dispose();
        return verb.Show(result, _ => Print(result));
    }

    /// <summary>A link that was named by hand is meant.</summary>
    static string RealPath(string path) =>
        File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;

    async Task<string> UploadFolder(AddRequest request, AddProgress progress, CancellationToken cancellationToken)
    {
        await using var archive = TemporaryFile.Open();
        var files = await FolderZip.Pack(request.Path, archive, progress.Packed, Warn, cancellationToken);
        progress.Say($"packed {verb.Human.Count(files)} files");
        archive.Position = 0;
        return await Upload(archive, FolderZip.Extension, progress, cancellationToken);
    }

    async Task<string> UploadFile(AddRequest request, AddProgress progress, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(request.Path);
        return await Upload(file, request.Extension, progress, cancellationToken);
    }

    async Task<string> Upload(
        FileStream file, string extension, AddProgress progress, CancellationToken cancellationToken)
    {
        var size = file.Length;
        await using var counted = new CountingStream(file, sent => progress.Uploaded(sent, size));
        var answer = await verb.Client.Upload(counted, extension, cancellationToken);
        progress.Say($"uploaded {verb.Human.Size(size)}");
        return answer.Text("temp_file_id");
    }

    async Task<JsonElement> Submit(
        AddRequest request, string upload, AddProgress progress, CancellationToken cancellationToken)
    {
        // Chosen here, so that the transaction can be watched while the request is still waiting for its answer.
        var id = IdempotencyKey.New(verb.Environment.Time);
        var follower = new TransactionFollower(verb, progress);
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = follower.Watch(id, answered.Token);
        JsonElement result;
        try
        {
            result = await verb.Client.Post(
                "resources",
                new
                {
                    TempFileId = upload,
                    SourceName = request.Name,
                    request.To,
                    request.Parent,
                    request.CreateParent,
                },
                id, cancellationToken, ("wait_seconds", request.WaitSeconds));
        }
        finally
        {
            await answered.CancelAsync();
            await watching;
        }
        await follower.End(TransactionId.Parse(result.Text("transaction_id"), null), cancellationToken);
        return result;
    }

    async Task WaitUntilIndexed(string root, AddProgress progress, CancellationToken cancellationToken)
    {
        var settled = verb.Client.Post("system/wait", new { Own = true }, cancellationToken);
        var look = Task.Delay(LookEvery, verb.Environment.Time, cancellationToken);
        while (await Task.WhenAny(settled, look) == look)
        {
            await look;
            var stat = await verb.Client.Get("fs/stat", cancellationToken, ("uri", root));
            progress.Reached("indexing", stat.Number("count"), total: null, "entries");
            look = Task.Delay(LookEvery, verb.Environment.Time, cancellationToken);
        }
        await settled;
    }

    void Print(JsonElement result)
    {
        verb.Say($"added {result.Text("root_uri")}, transaction {result.Text("transaction_id")}");
        foreach (var warning in result.Items("warnings"))
            Warn(warning.ToString());
    }

    void Warn(string warning) => verb.Environment.Error.WriteLine(Rows.Safe($"warning: {warning}"));
}
