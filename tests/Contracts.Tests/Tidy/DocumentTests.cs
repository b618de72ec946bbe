using System.Text.RegularExpressions;
using Sagas.Testing.Tidy;

namespace Sagas.Contracts.Tests.Tidy;

public sealed partial class DocumentTests
{
    public static TheoryData<string> Documents =>
    [
        .. Directory.EnumerateFiles(RepositoryRoot.Path, "*.md").Select(file => Path.GetFileName(file)),
        .. SourceFile.All("*.md", "docs").Select(f => f.Path),
    ];

    [Theory, MemberData(nameof(Documents))]
    public void Document_RelativeLinks_LeadSomewhere(string document)
    {
        var path = Path.Combine(RepositoryRoot.Path, document);
        Assert.All(BrokenLinks(path, File.ReadAllText(path)), link => Assert.Fail($"{document}: {link}"));
    }

    [Fact]
    public void Links_Broken_AreFound()
    {
        var readme = Path.Combine(RepositoryRoot.Path, "README.md");
        Assert.Equal(["no.md"], BrokenLinks(readme, "[a](no.md) [b](CHANGELOG.md) [c](https://x.y) [d](#e)"));
    }

    [Theory]
    [InlineData("saga-diagram")]
    [InlineData("operations")]
    public void Readme_GeneratedRegion_IsMarked(string name)
    {
        var readme = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "README.md"));
        Assert.Matches(new Regex($"<!-- generated:{name} -->.*?<!-- /generated -->", RegexOptions.Singleline), readme);
    }

    [Fact]
    public void Acceptance_NamesOfTests_Exist()
    {
        var tests = string.Join('\n', SourceFile.All("*.cs", "tests").Select(f => f.Text));
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "acceptance.md"));
        var names = TestClass().Matches(text).Select(m => m.Groups["name"].Value).Distinct().ToList();
        Assert.True(names.Count > 30, $"Only {names.Count} classes are named.");
        Assert.All(names, name => Assert.Matches($@"\bclass {name}\b", tests));
        var members = Beginning().Matches(text).Select(m => m.Groups["name"].Value).Distinct().ToList();
        Assert.True(members.Count > 15, $"Only {members.Count} tests are named.");
        Assert.All(members, name => Assert.Matches($@"\b(?:Task|void) {name}", tests));
    }

    static IEnumerable<string> BrokenLinks(string path, string text) => Link().Matches(text)
        .Select(m => m.Groups["target"].Value)
        .Where(target => !target.Contains("://", StringComparison.Ordinal) && !target.StartsWith('#'))
        .Where(target => !Path.Exists(Path.Combine(Path.GetDirectoryName(path)!, target.Split('#')[0])));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`(?<name>[A-Z]\w*)…`")]
    private static partial Regex Beginning();

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z]+(?:Tests|Laws|Contract|Concurrency))`")]
    private static partial Regex TestClass();
}
