using System.Text;
using Sagas.Contracts;
using Sagas.DeadLetters;

namespace Sagas.Tests.DeadLetters;

/// <summary>Whose a message is: what names nobody is the default user's only when it is a command.</summary>
public sealed class MessageFactsTests
{
    static MessageFacts Facts(string json, string? plainType = null) =>
        MessageFacts.Of(Encoding.UTF8.GetBytes(json), plainType);

    static MessageFacts Enveloped(string type, string message = "{}") => Facts(
        $$"""{"messageType":["urn:message:{{type}}","urn:message:Sagas.Contracts:Other"],"message":{{message}}}""");

    public static TheoryData<string, bool> Messages => new(typeof(IOperationCommand).Assembly.GetExportedTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false })
        .Select(type => (type.Name, type.IsAssignableTo(typeof(IOperationCommand)))));

    [Theory]
    [MemberData(nameof(Messages))]
    public void Of_AMessageThatNamesNobody_IsSomebodysWhenItIsACommand(string name, bool isCommand)
    {
        var whose = isCommand ? Caller.DefaultName : null;
        foreach (var facts in new[]
            {
                Enveloped($"Sagas.Contracts:{name}"),
                Enveloped($"MassTransit:Fault[[Sagas.Contracts:{name}]]", """{"message":{}}"""),
                Facts("{}", name),
            })
        {
            Assert.Equal((whose, whose), (facts.Account, facts.User));
        }
    }

    [Theory]
    [InlineData("MoveResource", """{"account":"acme"}""", "acme", "default")]
    [InlineData("MoveResource", """{"account":"acme","user":"alice"}""", "acme", "alice")]
    [InlineData("ExecuteStep", """{"arguments":{"account":"acme"}}""", "acme", null)]
    [InlineData("ExecuteStep", """{"arguments":{"account":"acme","user":"alice"}}""", "acme", "alice")]
    [InlineData("MemoriesExtracted", """{"memories":[{"text":"secret"}]}""", null, null)]
    public void Of_AMessage_IsWhoseItSays(string type, string message, string? account, string? user)
    {
        var facts = Enveloped($"Sagas.Contracts:{type}", message);
        Assert.Equal((type, account, user), (facts.MessageType, facts.Account, facts.User));
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[]")]
    public void Of_ABodyThatCannotBeRead_IsNobodys(string body)
    {
        var facts = Facts(body, "MoveResource");
        Assert.Equal(("MoveResource", null, null), (facts.MessageType, facts.Account, facts.User));
    }

    [Fact]
    public void Of_APlainMessageOfWhichNothingIsKnown_IsNobodys() => Assert.Null(Facts("{}").Account);
}
