using System.Text.Json;

namespace Sagas.Contracts.Tests.Wire;

public sealed class StrictCommandTests
{
    public static TheoryData<Type> Commands => [.. ContractTypes.OperationCommands];

    [Theory, MemberData(nameof(Commands))]
    public void Command_UnknownField_IsRefusedByName(Type command)
    {
        var thrown = Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize("""{"account":"a","recursiv":true}""", command, WireJson.Options));
        Assert.Contains("recursiv", thrown.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Commands))]
    public void Command_EmptyObject_HasNothingSet(Type command)
    {
        var read = (IOperationCommand?)JsonSerializer.Deserialize("{}", command, WireJson.Options);
        Assert.NotNull(read);
        Assert.Null(read.TransactionId);
        Assert.Null(read.Account);
        Assert.Null(read.User);
        Assert.Null(read.WaitSeconds);
    }

    [Theory, MemberData(nameof(Commands))]
    public void Command_PascalCase_IsRead(Type command)
    {
        var read = (IOperationCommand?)JsonSerializer.Deserialize("""{"Account":"acme"}""", command, WireJson.Options);
        Assert.Equal("acme", read?.Account);
    }

    [Theory]
    [InlineData("""{"transactionId":"not-a-uuid"}""")]
    [InlineData("""{"transactionId":7}""")]
    [InlineData("""{"transactionId":"00000000-0000-0000-0000-000000000000"}""")]
    [InlineData("""{"recursive":"yes"}""")]
    [InlineData("""{"uri":{}}""")]
    [InlineData("""{"waitSeconds":"soon"}""")]
    [InlineData("[1,2]")]
    [InlineData("hello")]
    public void Command_WrongType_IsRefused(string json)
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<RemoveResource>(json, WireJson.Options));
    }

    [Fact]
    public void Commands_ByReflection_AreFound()
    {
        Assert.Contains(typeof(MoveResource), ContractTypes.OperationCommands);
        Assert.True(ContractTypes.OperationCommands.Count >= 5);
    }
}
