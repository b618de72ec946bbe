using System.Globalization;
using System.Text.Json;

namespace Sagas.Host.Tests.Cli;

/// <summary>A listing that is cut off says so, beside its lines.</summary>
public sealed class ListedTests : ServiceTests
{
    const string Cut = "there are more than 1000 entries: --limit N shows more\n";

    Task<CliRun> Run(params string[] args) => CliRun.Of([.. args, "--url", Service.Url]);

    void Fill(int files)
    {
        for (var i = 0; i < files; i++)
            Service.Tree.File(string.Create(CultureInfo.InvariantCulture, $"viking://resources/a/{i:0000}.md"), "");
    }

    [Theory]
    [InlineData("ls", 1000, "")]
    [InlineData("ls", 1001, Cut)]
    [InlineData("tree", 1000, "")]
    [InlineData("tree", 1001, Cut)]
    public async Task Listing_OfManyEntries_SaysWhenThereAreMore(string verb, int files, string said)
    {
        Fill(files);

        var run = await Run(verb, "viking://resources/a");

        Assert.Equal((0, said), (run.Exit, run.Error));
        Assert.Equal(1000, run.Out.Split('\n').Count(line => line.EndsWith(".md", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("ls")]
    [InlineData("tree")]
    public async Task Listing_Limited_IsCutInJsonToo(string verb)
    {
        Fill(3);

        var run = await Run(verb, "viking://resources/a", "--limit", "2", "--json");

        Assert.Equal("there are more than 2 entries: --limit N shows more\n", run.Error);
        using var json = JsonDocument.Parse(run.Out);
        Assert.Equal(2, json.RootElement.GetArrayLength());
    }

    [Theory]
    [InlineData("3", "directories 3 levels down were not opened: --levels N goes deeper\n")]
    [InlineData("4", "")]
    public async Task Tree_DeeperThanItsLevels_SaysSo(string levels, string said)
    {
        Service.Tree.File("viking://resources/a/b/c/d.md", "");

        var run = await Run("tree", "viking://resources", "-L", levels);

        Assert.Equal((0, said), (run.Exit, run.Error));
        Assert.Equal(said == "", run.Out.Contains("d.md", StringComparison.Ordinal));
    }
}
