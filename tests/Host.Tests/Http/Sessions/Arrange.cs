using Sagas.Consumers.Sessions;
using Sagas.Contracts;
using Sagas.Host.Tests.Fakes;

namespace Sagas.Host.Tests.Http.Sessions;

/// <summary>Sessions of the fake service.</summary>
static class Arrange
{
    /// <summary>Adds messages of three tokens each over HTTP.</summary>
    public static async Task Said(TestService service, string session, int messages)
    {
        for (var n = 1; n <= messages; n++)
        {
            var body = new { role = "user", content = $"Message {n}" };
            (await service.Post($"/api/v1/sessions/{session}/messages", body)).Ok();
        }
    }

    public static VikingUri Archive(
        TestService service, string session, int number, int messages, long total, string? mark = null)
    {
        var uri = SessionUri.Archive(SessionUri.Of("default", session), number);
        SessionMessage[] said =
        [
            .. Enumerable.Range(1, messages).Select(n => SessionMessage.Of(
                $"a{number}-{n}", "user", [], FakeTree.At)),
        ];
        var commit = new TransactionId(Guid.CreateVersion7());
        service.Sessions.Archived.Add((
            new SessionArchive(uri, number, commit, null, messages, total, 10, 1, FakeTree.At, "default"), said));
        if (mark is not null)
            service.Tree.File($"{uri}/{mark}", "");
        return uri;
    }
}
