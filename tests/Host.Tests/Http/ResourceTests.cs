using System.Text;
using Sagas.Contracts;
using Sagas.Host.Http.Resources;
using Sagas.Host.Tests.Fakes;
using Sagas.Queries;

namespace Sagas.Host.Tests.Http;

public sealed class ResourceTests : ServiceTests
{
    internal override (string, string)[] Settings =>
        [("Sagas:Limits:UploadBytes", "100"), ("Sagas:ImportRoots", "/srv/import")];

    async Task<string> Upload(string name = "guide.md", string text = "text")
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("local"), "upload_mode" },
            { new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "file", name },
        };
        return (await Service.Post("/api/v1/resources/temp_upload", form)).Ok().GetProperty("temp_file_id")
            .GetString()!;
    }

    Task<Reply> Add(object body, params (string, string)[] headers) => Service.Post("/api/v1/resources", body, headers);

    [Fact]
    public async Task Upload_File_KeepsItsExtension()
    {
        var id = await Upload("My Folder.zip", "PK");
        Assert.Matches("^upload_[0-9a-f]{32}\\.zip$", id);
        Assert.Equal("PK", Encoding.UTF8.GetString(Service.Uploads.Stored[id]));
    }

    [Fact]
    public async Task Upload_TooBig_IsA413WithTheLimit()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[101]), "file", "a.md" } };
        var reply = (await Service.Post("/api/v1/resources/temp_upload", form)).Refused(413, "RESOURCE_EXHAUSTED");
        Assert.Contains("100", reply.Message, StringComparison.Ordinal);
        Assert.Empty(Service.Uploads.Stored);
    }

    [Fact]
    public async Task Upload_FarTooBig_IsA413()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[200_000]), "file", "a.md" } };
        (await Service.Post("/api/v1/resources/temp_upload", form)).Refused(413, "RESOURCE_EXHAUSTED");
    }

    [Fact]
    public async Task Upload_WithoutFile_IsRefused()
    {
        using var form = new MultipartFormDataContent { { new StringContent("local"), "upload_mode" } };
        (await Service.Post("/api/v1/resources/temp_upload", form)).Refused(400, "INVALID_ARGUMENT");
    }

    [Fact]
    public async Task Upload_NotMultipart_IsRefused() =>
        (await Service.Post("/api/v1/resources/temp_upload", new { file = "x" })).Refused(400, "INVALID_ARGUMENT");

    [Fact]
    public async Task Upload_DiskIsFull_Is503WithoutItsPath()
    {
        Service.Uploads.Failure = new IOException("No space left on device : '/srv/sagas'");
        using var form = new MultipartFormDataContent { { new ByteArrayContent([1]), "file", "a.md" } };
        var reply = (await Service.Post("/api/v1/resources/temp_upload", form)).Refused(503, "UNAVAILABLE");
        Assert.Equal("storage", reply.Details.GetProperty("service").GetString());
        Assert.DoesNotContain("/srv", reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.md\"\r\n\r\nhalf")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"fi")]
    [InlineData("--")]
    public async Task Upload_CutOff_IsRefused(string sent)
    {
        using var broken = new ByteArrayContent(Encoding.UTF8.GetBytes(sent));
        broken.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        (await Service.Post("/api/v1/resources/temp_upload", broken)).Refused(400, "INVALID_ARGUMENT");
        Assert.Empty(Service.Uploads.Stored);
    }

    [Fact]
    public async Task Add_WithoutTarget_GoesBelowResourcesByItsStem()
    {
        var reply = await Add(new { temp_file_id = await Upload(), source_name = "My guide.md", wait = false });
        var result = reply.Ok();
        Assert.Equal("viking://resources/My_guide", result.GetProperty("root_uri").GetString());
        Assert.Equal("success", result.GetProperty("status").GetString());
        Assert.Equal(reply.Headers["X-Transaction-Id"], result.GetProperty("task_id").GetString());
        var command = Assert.IsType<AddResource>(Service.Transactions.Submitted.Single());
        Assert.True(command.MustBeNew);
        Assert.Equal("My guide.md", command.Name);
        Assert.False(result.TryGetProperty("warnings", out _));
    }

    [Fact]
    public async Task Add_NameTaken_TakesTheNextAndWarns()
    {
        Service.Tree.Directory("viking://resources/guide");
        Service.Tree.Directory("viking://resources/guide_1");
        var result = (await Add(new { temp_file_id = await Upload(), source_name = "guide.md" })).Ok();
        Assert.Equal("viking://resources/guide_2", result.GetProperty("root_uri").GetString());
        Assert.Equal(1, result.GetProperty("warnings").GetArrayLength());
    }

    [Fact]
    public async Task Add_SomebodyWasFaster_TriesTheNextNameWithAnotherId()
    {
        Service.Transactions.Endings.Enqueue(view =>
            view.Ended(TransactionOutcome.RolledBack, ErrorCode.AlreadyExists));
        var key = Guid.CreateVersion7().ToString();
        var body = new { temp_file_id = await Upload(), source_name = "guide.md" };
        var first = (await Add(body, ("Idempotency-Key", key))).Ok();
        Assert.Equal("viking://resources/guide_1", first.GetProperty("root_uri").GetString());
        var again = (await Add(body, ("Idempotency-Key", key))).Ok();
        Assert.Equal(first.GetProperty("transaction_id").GetString(), again.GetProperty("transaction_id").GetString());
        Assert.Equal("viking://resources/guide_1", again.GetProperty("root_uri").GetString());
        Assert.Equal(2, Service.Transactions.Submitted.Count);
    }

    [Fact]
    public async Task Add_EveryNameTaken_IsAlreadyExists()
    {
        for (var n = 0; n < 100; n++)
            Service.Tree.Directory("viking://resources/" + ResourceName.Numbered("guide", n));
        (await Add(new { temp_file_id = await Upload(), source_name = "guide.md" })).Refused(409, "ALREADY_EXISTS");
    }

    [Fact]
    public async Task Add_To_IsTheExactTargetAndReplaces()
    {
        Service.Tree.Directory("viking://resources/there");
        (await Add(
            new
            {
                temp_file_id = await Upload(),
                to = "viking://resources/there",
                ignore_dirs = "a, b",
                include = "*.md"
            })).Ok();
        var command = Assert.IsType<AddResource>(Service.Transactions.Submitted.Single());
        Assert.Equal(("viking://resources/there", false), (command.To, command.MustBeNew));
        Assert.Equal(["a", "b"], command.IgnoreDirs);
        Assert.Equal(["*.md"], command.Include);
        Assert.Null(command.Exclude);
    }

    [Fact]
    public async Task Add_ToAScope_IsItsParent()
    {
        var result = (
            await Add(new { temp_file_id = await Upload(), source_name = "g.md", to = "viking://resources/" })).Ok();
        Assert.Equal("viking://resources/g", result.GetProperty("root_uri").GetString());
    }

    [Fact]
    public async Task Add_Parent_MustExistUnlessItIsCreated()
    {
        var id = await Upload();
        (await Add(new { temp_file_id = id, parent = "viking://resources/p" })).Refused(404, "NOT_FOUND");
        (await Add(new { temp_file_id = id, parent = "viking://resources/p", create_parent = true, source_name = "g" }))
            .Ok();
        Assert.True(Service.Tree.Has("viking://resources/p/g"));
    }

    [Fact]
    public async Task Add_ParentIsAFile_IsAFailedPrecondition()
    {
        Service.Tree.File("viking://resources/f.md", "x");
        (await Add(new { temp_file_id = await Upload(), parent = "viking://resources/f.md" }))
            .Refused(412, "FAILED_PRECONDITION");
    }

    [Theory]
    [InlineData("""{}""", 400, "INVALID_ARGUMENT")]
    [InlineData("""{"temp_file_id":"upload_x.md"}""", 403, "PERMISSION_DENIED")]
    [InlineData("""{"path":"/etc/passwd"}""", 403, "PERMISSION_DENIED")]
    [InlineData("""{"path":"/srv/import/../secret"}""", 403, "PERMISSION_DENIED")]
    [InlineData("""{"path":"/srv/importer"}""", 403, "PERMISSION_DENIED")]
    [InlineData("""{"path":"relative"}""", 403, "PERMISSION_DENIED")]
    [InlineData("""{"path":"https://example.org/x"}""", 501, "UNIMPLEMENTED")]
    [InlineData("""{"path":"/srv/import/x","watch_interval":5}""", 501, "UNIMPLEMENTED")]
    [InlineData("""{"path":"/srv/import/x","tags":["a=b"]}""", 501, "UNIMPLEMENTED")]
    [InlineData("""{"path":"/srv/import/x","tags":"a=b","tag_mode":"append"}""", 501, "UNIMPLEMENTED")]
    [InlineData(
        """{"path":"/srv/import/x","to":"viking://resources/a","parent":"viking://resources/b"}""", 400,
        "INVALID_ARGUMENT")]
    [InlineData("""{"path":"/srv/import/x","to":"viking://user/default/a"}""", 400, "INVALID_ARGUMENT")]
    [InlineData("""{"path":"/srv/import/x","source_name":"../x"}""", 400, "INVALID_ARGUMENT")]
    [InlineData("""{"path":"/srv/import/x","source_name":".sagas"}""", 400, "INVALID_ARGUMENT")]
    [InlineData("""{"path":"/srv/import/x","timeout":-1}""", 400, "INVALID_ARGUMENT")]
    public async Task Add_BadInput_IsRefusedAndNothingSubmitted(string body, int status, string code)
    {
        (await Service.Post("/api/v1/resources", new StringContent(body, Encoding.UTF8, "application/json")))
            .Refused(status, code);
        Assert.Empty(Service.Transactions.Submitted);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"\"")]
    public async Task Add_TagsThatAreEmpty_AreTaken(string tags) =>
        (await Service.Post("/api/v1/resources", new StringContent(
            $$"""{"path":"/srv/import/x","tags":{{tags}},"tag_mode":"replace","strict":false}""", Encoding.UTF8,
            "application/json"))).Ok();

    [Fact]
    public async Task Add_PathBelowAnImportRoot_IsHandedOn()
    {
        (await Add(new { path = "/srv/import/docs/" })).Ok();
        Assert.Equal("/srv/import/docs", Assert.IsType<AddResource>(Service.Transactions.Submitted.Single()).Path);
    }

    [Fact]
    public async Task Add_Busy_IsAConflict()
    {
        Service.Transactions.Endings.Enqueue(view => view.Ended(TransactionOutcome.Busy, ErrorCode.Conflict));
        (await Add(new { temp_file_id = await Upload() })).Refused(409, "CONFLICT");
    }

    [Fact]
    public async Task Add_NoWaitInExec_AnswersTheTask()
    {
        Service.Transactions.Endings.Enqueue(view => view.In(TransactionPhase.Exec));
        var result = (await Add(new { temp_file_id = await Upload(), source_name = "g.md" })).Ok();
        var task = (await Service.Get($"/api/v1/tasks/{result.GetProperty("task_id").GetString()}")).Ok();
        Assert.Equal("running", task.GetProperty("status").GetString());
        Assert.Equal("viking://resources/g", task.GetProperty("resource_id").GetString());
    }

    [Fact]
    public async Task Add_NotBegunAfterTheBriefWait_IsWaitedForOn()
    {
        Service.Transactions.LateToBegin = 1;
        var reply = await Add(new { temp_file_id = await Upload(), wait = false });
        Assert.Equal("success", reply.Ok().GetProperty("status").GetString());
        Assert.Equal(2, Service.Transactions.Awaited.Count);
    }

    [Fact]
    public async Task Add_WaitInExec_IsA504()
    {
        Service.Transactions.Endings.Enqueue(view => view.In(TransactionPhase.Exec));
        (await Add(new { temp_file_id = await Upload(), wait = true })).Refused(504, "DEADLINE_EXCEEDED");
    }

    [Fact]
    public async Task Add_Wait_ReturnsWhenNothingIsLeftToDo()
    {
        Service.Transactions.LeftAt = (_, n) => n < 2;
        Service.Index.Row("viking://resources/g/g.md", 2);
        var result = (await Add(new { temp_file_id = await Upload(), source_name = "g.md", wait = true })).Ok();
        Assert.True(result.TryGetProperty("queue_status", out _));
        Assert.Equal(1, result.GetProperty("context_count").GetInt32());
        Assert.False(result.TryGetProperty("task_id", out _));
    }

    [Theory]
    [InlineData("guide.md", "guide")]
    [InlineData("Guide v1.2.md", "Guide_v1.2")]
    [InlineData("archive.tar.gz", "archive.tar.gz")]
    [InlineData(".hidden", "hidden")]
    [InlineData("日本語.md", "日本語")]
    [InlineData("a/b?.md", "a_b_")]
    [InlineData("***", "resource")]
    [InlineData(".md", "resource")]
    public void ResourceName_OfASource_IsPlain(string source, string name) =>
        Assert.Equal(name, ResourceName.Of(source));

    [Fact]
    public void ResourceName_VeryLong_IsCutBetweenCharacters()
    {
        var name = ResourceName.Of(string.Concat(Enumerable.Repeat("𝒜", 100)));
        Assert.Equal(200, Encoding.UTF8.GetByteCount(name));
    }
}
