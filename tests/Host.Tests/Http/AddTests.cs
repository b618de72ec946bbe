using Sagas.Contracts;
using Sagas.Host.Tests.Fakes;

namespace Sagas.Host.Tests.Http;

/// <summary>Adding what others have, or while others add.</summary>
public sealed class AddTests : ServiceTests
{
    const string Upload = "upload_1.md";

    Task<Reply> Add(bool wait)
    {
        Service.Uploads.Stored[Upload] = [];
        return Service.Post("/api/v1/resources", new { temp_file_id = Upload, source_name = "guide.md", wait });
    }

    [Fact]
    public async Task Add_UploadOfAnotherAccount_IsRefused()
    {
        Service.Uploads.Owners[Upload] = "other";
        (await Add(wait: false)).Refused(403, "PERMISSION_DENIED");
        Assert.Empty(Service.Transactions.Submitted);
    }

    [Fact]
    public async Task Add_WaitAndCancelled_SaysSo()
    {
        Service.Transactions.Endings.Enqueue(view => view.Ended(TransactionOutcome.Cancelled, ErrorCode.Aborted));
        Assert.Equal("cancelled", (await Add(wait: true)).Ok().GetProperty("status").GetString());
    }

    [Fact]
    public async Task Add_NoWaitAndCancelled_IsAborted()
    {
        Service.Transactions.Endings.Enqueue(view => view.Ended(TransactionOutcome.Cancelled, ErrorCode.Aborted));
        (await Add(wait: false)).Refused(409, "ABORTED");
    }

    [Fact]
    public async Task Add_SomebodyWasFasterBeforeTheLock_TriesTheNextName()
    {
        var awaited = 0;
        Service.Transactions.Endings.Enqueue(view =>
        {
            Service.Tree.Directory("viking://resources/guide");
            Service.Transactions.WhenAwaited = id =>
            {
                if (id == view.Id && ++awaited == 2)
                    Service.Transactions.Add(view.Ended(TransactionOutcome.RolledBack, ErrorCode.AlreadyExists));
            };
            return view.In(TransactionPhase.Exec);
        });
        var result = (await Add(wait: false)).Ok();
        Assert.Equal("viking://resources/guide_1", result.GetProperty("root_uri").GetString());
    }
}
