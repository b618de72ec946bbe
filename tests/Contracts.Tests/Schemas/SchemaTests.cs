using System.Text.Json;
using System.Text.Json.Nodes;
using Sagas.Contracts.Tests.Wire;
using Sagas.Testing.Tidy;

namespace Sagas.Contracts.Tests.Schemas;

/// <summary>
/// docs/schemas is what the contracts say, and what the contracts write agrees with it. SAGAS_UPDATE=1 writes it.
/// </summary>
public sealed class SchemaTests
{
    static readonly string Folder = Path.Combine(RepositoryRoot.Path, "docs", "schemas");

    static IEnumerable<Type> Messages => ContractTypes.Records.Where(type => type.IsClass && type != typeof(VikingUri));

    public static TheoryData<string> Names => [.. Messages.Select(type => type.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Schema_OfAMessage_IsWhatTheContractSays(string name)
    {
        var type = Messages.Single(message => message.Name == name);
        var expected = MessageSchemas.Of(type);
        var file = FileOf(type);
        if (Environment.GetEnvironmentVariable("SAGAS_UPDATE") == "1")
            File.WriteAllText(file, expected);
        Assert.True(File.Exists(file), $"{file} is missing: run this test with SAGAS_UPDATE=1.");
        Assert.Equal(expected, File.ReadAllText(file));
    }

    [Theory, MemberData(nameof(Names))]
    public void Sample_OfAMessage_IsValid(string name)
    {
        var type = Messages.Single(message => message.Name == name);
        var sample = JsonSerializer.SerializeToElement(Samples.Of(type), type, WireJson.Options);
        Assert.True(IsValid(type, sample), $"{type.Name}: {sample}");
    }

    [Theory]
    [InlineData(typeof(MoveResource), """{"source":"viking://resources/a","destination":"viking://agent/b"}""", true)]
    [InlineData(typeof(MoveResource), """{"waitSeconds":"30"}""", false)]
    [InlineData(typeof(MoveResource), "{}", true)]
    [InlineData(typeof(MoveResource), """{"sauce":"viking://resources/a"}""", false)]
    [InlineData(typeof(MoveResource), """{"source":{}}""", false)]
    [InlineData(typeof(MoveResource), """{"waitSeconds":"soon"}""", false)]
    [InlineData(typeof(RemoveResource), """{"uri":"viking://resources/a","recursive":"yes"}""", false)]
    [InlineData(typeof(AddResource), """{"content":"# A","name":"a.md","to":"viking://resources/a"}""", true)]
    [InlineData(typeof(AddResource), """{"ignoreDirs":"x"}""", false)]
    [InlineData(typeof(MoveResource), "[1,2]", false)]
    [InlineData(typeof(MoveResource), "null", false)]
    public void Body_OfAProducer_IsJudgedAsTheIntakeDoes(Type command, string body, bool valid) =>
        Assert.Equal(valid, IsValid(command, JsonDocument.Parse(body).RootElement));

    [Fact]
    public void Folder_HoldsNothingElse() => Assert.Equal(
        Messages.Select(FileOf).Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Folder, "*.json").Order(StringComparer.Ordinal));

    static bool IsValid(Type type, JsonElement body) =>
        new SchemaCheck(JsonNode.Parse(File.ReadAllText(FileOf(type)))!).IsValid(body);

    static string FileOf(Type type) => Path.Combine(Folder, $"{QueueName.Of(type)}.json");
}
