using Sagas.Testing.Tidy;

namespace Sagas.Contracts.Tests.Tidy;

/// <summary>Each rule against samples it must reject and samples it must leave alone: a rule that sees nothing would
/// pass for ever.</summary>
public sealed class TidyRuleTests
{
    [Theory]
    [InlineData(300, 0)]
    [InlineData(301, 1)]
    public void FileLength_Counts(int lines, int found)
    {
        Assert.Equal(found, TextRules.FileLength(Source(Lines(lines))).Count());
    }

    [Theory]
    [InlineData(120, 0)]
    [InlineData(121, 1)]
    public void LineLength_Counts(int length, int found)
    {
        Assert.Equal(found, TextRules.LineLength(Source("a\n" + new string('x', length) + "\nb\n")).Count());
    }

    [Theory]
    [InlineData("    void M()", 1)]
    [InlineData("    public static async Task<List<int>> M<T>(int a, string b = \"}\")", 1)]
    [InlineData("    public C(int a) : base(a)", 1)]
    [InlineData("    T M<T>(T a)\n        where T : class", 1)]
    [InlineData("    void M(Func<int> f = null)", 1)]
    [InlineData("    class Inner", 0)]
    [InlineData("    record Inner(int A)", 0)]
    [InlineData("    int P", 0)]
    [InlineData("    static readonly Dictionary<string, int> F = new()", 0)]
    public void MethodLength_LongBlock_IsOneWhenItIsAMethod(string header, int found)
    {
        Assert.Equal(found, TextRules.MethodLength(Block(69)).Count());
        Assert.Empty(TextRules.MethodLength(Block(68)));

        SourceFile Block(int lines) => Source($"class C\n{{\n{header}\n    {{\n{Lines(lines)}    }}\n}}\n");
    }

    [Fact]
    public void MethodLength_BracesInText_DoNotCount()
    {
        const string tricky = """"
            class C
            {
                char A() { return '}'; }
                string B() { return "}}" + @"""}" + $"{{ {D["}"]} }" + $@"{1}"" }}"; }
                // } not code
                /* } */
                string E() { return """ } "" """; }
                char F() { return '\''; }
            """";
        Assert.Single(TextRules.MethodLength(Source($"{tricky}\n    void G()\n    {{\n{Lines(70)}    }}\n}}\n")));
    }

    [Theory]
    [InlineData("// TO" + "DO: later", 1)]
    [InlineData("// FIX" + "ME", 1)]
    [InlineData("throw new NotImplemented" + "Exception();", 1)]
    [InlineData("// what is still to do is in the issue", 0)]
    [InlineData("var toDoList = 1;", 0)]
    public void NoLeftovers_Finds(string text, int found)
    {
        Assert.Equal(found, TextRules.NoLeftovers(Source(text)).Count());
    }

    [Theory]
    [InlineData("[Fact(Skip = null)]", 1)]
    [InlineData("[Theory(Skip=Reason)]", 1)]
    [InlineData("rows.Skip(1)", 0)]
    [InlineData("Assert.Skip(reason)", 0)]
    [InlineData("// Skip = never", 0)]
    public void NoStaticSkips_Finds(string text, int found)
    {
        Assert.Equal(found, TextRules.NoStaticSkips(Source(text)).Count());
    }

    [Theory]
    [InlineData("public sealed class A;\ninternal static class B { }\n", 1)]
    [InlineData("sealed record A(int X);\nenum B { C }\n", 1)]
    [InlineData("public record A : IOther<B>;\npublic record B;\n", 1)]
    [InlineData("public record A : IStepCommand<B>;\npublic record B;\npublic record C;\n", 1)]
    [InlineData("public record A(\n    int X) : IStepCommand<B>;\n\npublic sealed record B;\n", 0)]
    [InlineData("public sealed class A\n{\n    sealed class B;\n    enum D { E }\n}\n", 0)]
    [InlineData("public sealed class A;\nfile static class B;\n", 0)]
    [InlineData("partial class A { }\npartial class A { }\n", 0)]
    [InlineData("/* class B */\nclass A { string s = \"\nclass C\"; }\n", 0)]
    [InlineData("[X]\npublic delegate void A(int a);\nstruct B;\n", 1)]
    public void OneType_Counts(string text, int found)
    {
        Assert.Equal(found, TextRules.OneType(Source(text)).Count());
    }

    [Theory]
    [InlineData("[LoggerMessage(1, LogLevel.Error, \"\")]", "[LoggerMessage(1, LogLevel.Error, \"\")]", 1)]
    [InlineData("[LoggerMessage(\n    EventId = 1)]", "[LoggerMessage(1)]", 1)]
    [InlineData("[LoggerMessage(1)] [LoggerMessage(1)]", "", 1)]
    [InlineData("[LoggerMessage(1)]", "[LoggerMessage(11)]", 0)]
    [InlineData("[LoggerMessage(1)]", "// [LoggerMessage(1)]", 0)]
    public void UniqueEvents_Finds(string one, string other, int found)
    {
        Assert.Equal(found, LogRules.UniqueEvents([Source(one), Source(other)]).Count());
    }

    [Theory]
    [InlineData("src/Sagas/Move/A.cs", "using Sagas.Remove;", 1)]
    [InlineData("src/Consumers/Move/A.cs", "Sagas.Consumers.Remove.B.C();", 1)]
    [InlineData("src/Sagas/Move/A.cs", "using Sagas.Move;", 0)]
    [InlineData("src/Sagas/Move/A.cs", "using Sagas.Removal;", 0)]
    [InlineData("src/Sagas/Move/A.cs", "// see Sagas.Remove", 0)]
    [InlineData("src/Sagas/Lifecycle/A.cs", "using Sagas.Remove;", 0)]
    public void OperationsAreStrangers_Finds(string path, string text, int found)
    {
        Assert.Equal(found, DependencyRules.OperationsAreStrangers(new(path, text), ["Move", "Remove"]).Count());
    }

    [Theory]
    [InlineData("src/Sagas/Move/A.cs", "src/Consumers/Move/A.cs", 0)]
    [InlineData("src/Sagas/Move/A.cs", "src/Consumers/Steps/A.cs", 1)]
    [InlineData("src/Sagas/Moving/A.cs", "src/Consumers/Moving/A.cs", 2)]
    public void OperationsHaveTheirFolders_Finds(string plan, string step, int found)
    {
        SourceFile[] code =
        [
            new("src/Contracts/Move/MoveTree.cs", "record MoveTree : IStepCommand<MovedTree>;"), new(plan, ""),
            new(step, ""),
        ];
        Assert.Equal(found, DependencyRules.OperationsHaveTheirFolders(code, ["Move"]).Count());
    }

    [Theory]
    [InlineData("src/Sagas/A.cs", "using Sagas.Consumers.Steps;", 1)]
    [InlineData("src/Sagas/Sagas.csproj", """<ProjectReference Include="../Consumers/Consumers.csproj" />""", 1)]
    [InlineData("src/Consumers/A.cs", "using Sagas.Lifecycle;", 1)]
    [InlineData("src/Consumers/A.cs", "using Sagas;", 1)]
    [InlineData("src/Consumers/Consumers.csproj", """<ProjectReference Include="..\Sagas\Sagas.csproj" />""", 1)]
    [InlineData("src/Contracts/A.cs", "using Sagas.Lifecycle;", 1)]
    [InlineData("src/Contracts/Contracts.csproj", """<PackageReference Include="X" />""", 1)]
    [InlineData("src/Consumers/A.cs", "using Sagas.Contracts;\nusing Sagas.Consumers.Steps;", 0)]
    [InlineData("src/Sagas/A.cs", "using Sagas.Contracts;\nusing Sagas.Queries;", 0)]
    [InlineData("src/Host/A.cs", "using Sagas.Consumers.Steps;", 0)]
    public void SidesAreStrangers_Finds(string path, string text, int found)
    {
        Assert.Equal(found, DependencyRules.SidesAreStrangers(new(path, text)).Count());
    }

    [Theory]
    [InlineData("a.props", """<PackageVersion Include="MassTransit" Version="[8.5.12,9.0.0)" />""", 0)]
    [InlineData("a.props", """<PackageVersion Include="MassTransit" Version="9.0.0" />""", 1)]
    [InlineData("a.props", """<PackageVersion Include="MassTransit.RabbitMQ" Version="8.5.*" />""", 1)]
    [InlineData("a.csproj", """<PackageReference Include="MassTransit" Version="10.0.0" />""", 1)]
    [InlineData("a.csproj", """<PackageReference Include="MassTransit" />""", 0)]
    [InlineData("a.lock.json", """{"dependencies":{"net10.0":{"MassTransit":{"resolved":"8.5.12"}}}}""", 0)]
    [InlineData("a.lock.json", """{"dependencies":{"net10.0":{"MassTransit":{"resolved":"8.5.11"}}}}""", 1)]
    [InlineData("a.lock.json", """{"dependencies":{"net10.0":{"MassTransit.RabbitMQ":{"resolved":"9.0.1"}}}}""", 1)]
    public void MassTransitStaysFree_Finds(string path, string text, int found)
    {
        Assert.Equal(found, DependencyRules.MassTransitStaysFree(new(path, text)).Count());
    }

    [Fact]
    public void SealedRule_FindsTheOpenOnes()
    {
        var classes = SealedRule.ConcreteClasses(typeof(TidyRuleTests).Assembly);
        Assert.Contains(typeof(OpenSample), SealedRule.Open(classes));
        Assert.Contains(typeof(TidyRuleTests), classes);
        Assert.DoesNotContain(typeof(TidyRuleTests), SealedRule.Open(classes));
        Assert.DoesNotContain(classes, t => t.IsAbstract || t.Name.Contains('<', StringComparison.Ordinal));
    }

    static SourceFile Source(string text) => new("src/Sagas/Sample.cs", text);

    static string Lines(int count) => string.Concat(Enumerable.Repeat("        x();\n", count));

    /// <summary>What the rule must find: nobody derives from it, and it is not sealed.</summary>
    public class OpenSample;
}
