using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MassTransit;
using Sagas.Testing.Approvals;

namespace Sagas.Contracts.Tests.Wire;

public sealed class WireTests
{
    static readonly JsonSerializerOptions Readable = new(WireJson.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static TheoryData<Type> Records => [.. ContractTypes.Records];

    /// <summary>
    /// Messages in flight are read by the next build: a changed line here needs a decision record that says how.
    /// </summary>
    [Fact]
    public void Messages_UrnAndJson_AreAsApproved()
    {
        var text = new StringBuilder();
        foreach (var type in ContractTypes.Records)
        {
            text.AppendLine(type.IsClass ? MessageUrn.ForTypeString(type) : type.Name);
            text.Append("  ").AppendLine(JsonSerializer.Serialize(Samples.Of(type), type, Readable));
        }
        Approved.Matches(text.ToString());
    }

    [Theory, MemberData(nameof(Records))]
    public void Record_HasASample_WithEveryPropertyInItsJson(Type type)
    {
        var sample = Samples.Of(type);
        Assert.True(sample is not null, $"{type.Name} has no sample: write one in Samples.cs.");
        var json = JsonSerializer.SerializeToElement(sample, type, WireJson.Options);
        if (json.ValueKind != JsonValueKind.Object)
            return;
        var expected = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name));
        Assert.Equal(expected.Order(), json.EnumerateObject().Select(p => p.Name).Order());
    }

    [Theory, MemberData(nameof(Records))]
    public void Record_ThereAndBack_IsTheSame(Type type)
    {
        var once = JsonSerializer.Serialize(Samples.Of(type), type, WireJson.Options);
        var back = JsonSerializer.Deserialize(once, type, WireJson.Options);
        Assert.Equal(once, JsonSerializer.Serialize(back, type, WireJson.Options));
    }

    [Fact]
    public void Samples_EachType_HasOne()
    {
        Assert.Equal(
            ContractTypes.Records.Select(t => t.Name),
            Samples.All.Select(s => s.GetType().Name).Order(StringComparer.Ordinal));
        Assert.True(ContractTypes.Records.Count > 40, "The reflection lost the records.");
    }

    [Fact]
    public void Urn_OfAnyMessage_IsNamespaceAndName()
    {
        Assert.Equal("urn:message:Sagas.Contracts:MoveResource", MessageUrn.ForTypeString<MoveResource>());
        Assert.All(ContractTypes.Records, t => Assert.Equal("Sagas.Contracts", t.Namespace));
    }
}
