using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Consumers.Semantics;

namespace Sagas.Consumers.Tests.Semantics;

public sealed class ChatSummarizerTests
{
    static readonly SummaryItem[] Items = [new("a.md", false, "About a."), new("sub", true, "About sub.")];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SummarizeFile_ModelAnswers_ItsAnswerIsTheSummary()
    {
        using var chat = new FakeChat(" What it is about. ");
        Assert.Equal("What it is about.", await new ChatSummarizer(chat).SummarizeFile("a.md", "# A\n\nText.", Stop));
        Assert.Contains("a.md", chat.Asked, StringComparison.Ordinal);
        Assert.Contains("Text.", chat.Asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SummarizeFile_NothingToRead_AsksNobody()
    {
        using var chat = new FakeChat("An invention.");
        Assert.Equal("a.md", await new ChatSummarizer(chat).SummarizeFile("a.md", " \n", Stop));
        Assert.Equal("", chat.Asked);
    }

    [Fact]
    public async Task SummarizeFile_ModelAnswersNothing_IsSummarisedWithoutIt()
    {
        using var chat = new FakeChat("  ");
        Assert.Equal("A: Text.", await new ChatSummarizer(chat).SummarizeFile("a.md", "# A\n\nText.", Stop));
    }

    [Fact]
    public async Task SummarizeDirectory_ModelAnswers_TheFirstParagraphIsTheAbstract()
    {
        using var chat = new FakeChat("# docs\n\nThe gist.\n\n## More\n\nThe rest.");
        var summary = await new ChatSummarizer(chat).SummarizeDirectory("docs", Items, Stop);
        Assert.Equal("The gist.", summary.Abstract);
        Assert.Contains("The rest.", summary.Overview, StringComparison.Ordinal);
        Assert.Contains("sub/: About sub.", chat.Asked, StringComparison.Ordinal);
    }

    [Fact]
    public void AddSemantics_HostHasAChatClient_UsesIt()
    {
        using var chat = new FakeChat("x");
        using var provider = new ServiceCollection().AddSingleton<IChatClient>(chat).AddSemantics()
            .BuildServiceProvider();
        Assert.IsType<ChatSummarizer>(provider.GetRequiredService<ISummarizer>());
    }

    sealed class FakeChat(string answer) : IChatClient
    {
        public string Asked { get; private set; } = "";

        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null,
            CancellationToken cancellationToken = default)
        {
            Asked += string.Join('\n', messages.Select(message => message.Text));
            return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, answer)));
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null,
            CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
