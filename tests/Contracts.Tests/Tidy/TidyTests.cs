using System.Reflection;
using Sagas.Testing.Tidy;

namespace Sagas.Contracts.Tests.Tidy;

/// <summary>The style of the house as failing tests over its whole source. The rules have tests of their own.
/// </summary>
public sealed class TidyTests
{
    static readonly IReadOnlyList<SourceFile> Code = SourceFile.All("*.cs", "src", "tests");
    static readonly IReadOnlyList<SourceFile> Projects = SourceFile.All("*.csproj", "src", "tests");
    static readonly IReadOnlyList<SourceFile> LockFiles = SourceFile.All("packages.lock.json", "src", "tests");
    static readonly IReadOnlyList<SourceFile> Contracts = SourceFile.All("*.cs", "src/Contracts");
    static readonly SourceFile CentralVersions = new(
        "Directory.Packages.props", File.ReadAllText(Path.Combine(RepositoryRoot.Path, "Directory.Packages.props")));

    [Fact]
    public void Sources_AreFound()
    {
        Assert.True(Code.Count > 100);
        Assert.True(Projects.Count >= 11);
        Assert.Equal(Projects.Count, LockFiles.Count);
        Assert.Contains(Code, f => f.Path == "src/Contracts/Transactions/VikingUri.cs");
        Assert.DoesNotContain(Code, f => f.Path.Contains("/obj/", StringComparison.Ordinal));
    }

    [Fact]
    public void Files_Have300LinesAtMost() => AssertNone(Code.SelectMany(TextRules.FileLength));

    [Fact]
    public void Lines_Have120CharactersAtMost() => AssertNone(Code.SelectMany(TextRules.LineLength));

    [Fact]
    public void Methods_Have70LinesAtMost() => AssertNone(Code.SelectMany(TextRules.MethodLength));

    [Fact]
    public void Files_DeclareOneType() => AssertNone(Code.SelectMany(TextRules.OneType));

    [Fact]
    public void Sources_HaveNoLeftovers() =>
        AssertNone([.. Code, .. Projects, .. SourceFile.All("*.sh", "infra")], TextRules.NoLeftovers);

    [Fact]
    public void Tests_AreNotSwitchedOff() => AssertNone(Code.SelectMany(TextRules.NoStaticSkips));

    [Fact]
    public void Events_HaveTheirOwnIds() => AssertNone(LogRules.UniqueEvents(Code));

    [Fact]
    public void Operations_DoNotKnowEachOther()
    {
        var operations = DependencyRules.OperationFolders(Contracts);
        Assert.Contains("Move", operations);
        Assert.True(operations.Count >= 5, string.Join(", ", operations));
        AssertNone(Code.SelectMany(f => DependencyRules.OperationsAreStrangers(f, operations)));
        AssertNone(DependencyRules.OperationsHaveTheirFolders(Code, operations));
    }

    [Fact]
    public void SagasAndConsumers_DoNotKnowEachOther() =>
        AssertNone([.. Code, .. Projects], DependencyRules.SidesAreStrangers);

    [Fact]
    public void MassTransit_StaysBelowVersion9()
    {
        AssertNone([CentralVersions, .. Projects, .. LockFiles], DependencyRules.MassTransitStaysFree);
        Assert.Contains("\"[8.5.12,9.0.0)\"", CentralVersions.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void ConcreteClasses_AreSealed()
    {
        foreach (var name in new[] { "Sagas.Contracts", "Sagas", "Sagas.Consumers", "Sagas.Host" })
        {
            var classes = SealedRule.ConcreteClasses(Assembly.Load(name));
            var open = SealedRule.Open(classes);
            Assert.True(
                open.Count <= classes.Count * 0.05,
                $"{name}: {open.Count} of {classes.Count} classes are not sealed: {string.Join(", ", open)}");
        }
    }

    static void AssertNone(IEnumerable<SourceFile> files, Func<SourceFile, IEnumerable<string>> rule) =>
        AssertNone(files.SelectMany(rule));

    static void AssertNone(IEnumerable<string> violations) =>
        Assert.True(!violations.Any(), "\n" + string.Join('\n', violations));
}
