using Sagas.Contracts;

namespace Sagas.Host.Tests.Http;

public sealed class WriteContentTests : ServiceTests
{
    const string Route = "/api/v1/content/write";
    const string File = "viking://resources/a/f.md";

    [Fact]
    public async Task Write_Committed_AnswersWhatClientsRead()
    {
        var result = (await Service.Post(Route, new { uri = File, content = "grün", mode = "create" })).Ok();

        Assert.Equal(File, result.GetProperty("uri").GetString());
        Assert.Equal("viking://resources/a", result.GetProperty("root_uri").GetString());
        Assert.Equal("resource", result.GetProperty("context_type").GetString());
        Assert.Equal("create", result.GetProperty("mode").GetString());
        Assert.Equal(5, result.GetProperty("written_bytes").GetInt32());
        Assert.True(result.GetProperty("content_updated").GetBoolean());
        Assert.Equal("queued", result.GetProperty("semantic_status").GetString());
        Assert.Equal("queued", result.GetProperty("vector_status").GetString());
        var command = Assert.IsType<WriteFile>(Assert.Single(Service.Transactions.Submitted));
        Assert.Equal((File, "grün", "create"), (command.Uri, command.Content, command.Mode));
    }

    [Fact]
    public async Task Write_WithWait_SaysComplete()
    {
        var body = new { uri = File, content = "", wait = true, timeout = (double?)null, telemetry = false };
        var result = (await Service.Post(Route, body)).Ok();
        Assert.Equal("complete", result.GetProperty("semantic_status").GetString());
        Assert.Equal("replace", result.GetProperty("mode").GetString());
    }

    [Theory]
    [InlineData("""{"uri":"viking://resources/a/f.md","content":"x","force":true}""")]
    [InlineData("""{"uri":"viking://resources/a/f.md","content":"x","processing_mode":"none"}""")]
    [InlineData("""{"uri":"viking://resources","content":"x"}""")]
    [InlineData("""{"uri":"viking://resources/.sagas/f.md","content":"x"}""")]
    [InlineData("""{"content":"x"}""")]
    public async Task Write_BadBody_IsRefusedAndNothingIsHandedIn(string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        Assert.Equal(400, (await Service.Post(Route, content)).Status);
        Assert.Empty(Service.Transactions.Submitted);
    }
}
