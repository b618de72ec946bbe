using System.Numerics.Tensors;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Sagas.Consumers.Semantics;

namespace Sagas.Consumers.Tests.Semantics;

public sealed class ModelTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static async Task<float[]> Embed(string text) =>
        (await new HashingEmbedder().GenerateAsync([text], null, Stop))[0].Vector.ToArray();

    static Task<string> Summarize(string text) => new ExtractiveSummarizer().SummarizeFile("name.md", text, Stop);

    [Fact]
    public async Task Embed_KnownText_IsTheSameForEver()
    {
        var vector = await Embed("path locks");
        Assert.Equal(512, vector.Length);
        var largest = Enumerable.Range(0, 512).OrderByDescending(i => Math.Abs(vector[i])).Take(3).Order();
        // Written down once: vectors in a stored index must go on matching those of a later build.
        Assert.Equal(Documented, largest);
        Assert.Equal(vector, await Embed("path locks"));
    }

    static readonly int[] Documented = [168, 185, 484];

    [Theory]
    [InlineData("path locks")]
    [InlineData("日本語のテキスト")]
    [InlineData("x")]
    [InlineData("😀 emoji text")]
    [InlineData("lone \ud800 surrogate")]
    public async Task Embed_Text_HasUnitLength(string text) =>
        Assert.Equal(1, TensorPrimitives.Norm<float>(await Embed(text)), 5);

    [Theory]
    [InlineData("")]
    [InlineData("   \n\t")]
    [InlineData("!?…—")]
    public async Task Embed_NoWord_IsZeroAndNeverNaN(string text) =>
        Assert.All(await Embed(text), x => Assert.Equal(0, x));

    [Theory]
    [InlineData("Path LOCKS", "path locks")]
    [InlineData("ｐａｔｈ ｌｏｃｋｓ", "path locks")]
    [InlineData("path_locks.", "the path, locks!")]
    [InlineData("cafe\u0301", "caf\u00e9")]
    public async Task Embed_SameWordsOtherwiseWritten_IsTheSame(string one, string other) =>
        Assert.Equal(await Embed(one), await Embed(other));

    [Fact]
    public async Task Embed_RelatedText_IsNearerThanAnother()
    {
        var query = await Embed("locking paths");
        var related = await Embed("A path lock belongs to one transaction.");
        var another = await Embed("Bread is made of flour, water and salt.");
        var (near, far) = (
            TensorPrimitives.Dot<float>(query, related), TensorPrimitives.Dot<float>(query, another));
        Assert.True(near > far + 0.05, $"{near} {far}");
    }

    [Fact]
    public void Metadata_Asked_NamesTheModelAndItsDimension()
    {
        using var embedder = new HashingEmbedder();
        var metadata = (EmbeddingGeneratorMetadata)embedder.GetService(typeof(EmbeddingGeneratorMetadata))!;
        Assert.Equal(("feature-hashing-512", 512), (metadata.DefaultModelId, metadata.DefaultModelDimensions));
    }

    [Theory]
    [InlineData("# Title\n\nFirst sentence.", "Title: First sentence.")]
    [InlineData("---\nkey: value\n---\n# Title #\n\nText.", "Title: Text.")]
    [InlineData("Only a sentence.", "Only a sentence.")]
    [InlineData("# Only a title", "Only a title")]
    [InlineData("", "name.md")]
    [InlineData(" \n\n ", "name.md")]
    [InlineData("***\n---\n", "name.md")]
    [InlineData("// Adds numbers.\nint Add(int a, int b) => a + b;", "Adds numbers. int Add(int a, int b) => a + b;")]
    [InlineData("- one\n- two", "one two")]
    public async Task Summarize_Text_IsItsTitleAndSentences(string text, string expected) =>
        Assert.Equal(expected, await Summarize(text));

    [Theory]
    [InlineData('x')]
    [InlineData(' ')]
    [InlineData('\n')]
    [InlineData('#')]
    [InlineData('`')]
    [InlineData('\ud83d')]
    public async Task Summarize_LongRunOfOneCharacter_EndsSoonAndShort(char c) =>
        Assert.InRange((await Summarize(new string(c, 30_000) + " word")).Length, 1, 256);

    [Fact]
    public async Task Summarize_LongText_IsShortAndOfItsOwnSentences()
    {
        var text = Documents.All[0].Text;
        var summary = await Summarize(string.Concat(Enumerable.Repeat(text, 20)));
        Assert.InRange(summary.Length, 40, 256);
        Assert.StartsWith("Path locks: ", summary, StringComparison.Ordinal);
        Assert.Equal(summary, await Summarize(string.Concat(Enumerable.Repeat(text, 20))));
    }

    [Fact]
    public async Task SummarizeDirectory_ManyItems_StaysInItsBoundsAndSaysWhatIsLeftOut()
    {
        SummaryItem[] items =
            [.. Enumerable.Range(0, 300).Select(i => new SummaryItem($"f{i:D3}.md", i > 290, $"About {i}."))];
        var summary = await new ExtractiveSummarizer().SummarizeDirectory("docs", items, Stop);
        Assert.InRange(summary.Overview.Length, 3_500, 4_000);
        Assert.InRange(summary.Abstract.Length, 1, 256);
        Assert.Matches(@"… and \d+ more\n$", summary.Overview);
    }

    [Fact]
    public void AddSemantics_HostHasModels_KeepsThem()
    {
        using var models = new CountingModels();
        using var plain = new ServiceCollection().AddSemantics().BuildServiceProvider();
        using var own = new ServiceCollection().AddSingleton<ISummarizer>(models)
            .AddSingleton<IEmbeddingGenerator<string, Embedding<float>>>(models).AddSemantics().BuildServiceProvider();
        Assert.IsType<ExtractiveSummarizer>(plain.GetRequiredService<ISummarizer>());
        Assert.IsType<HashingEmbedder>(plain.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>());
        Assert.Same(models, own.GetRequiredService<ISummarizer>());
        Assert.Same(models, own.GetRequiredService<IEmbeddingGenerator<string, Embedding<float>>>());
    }
}
