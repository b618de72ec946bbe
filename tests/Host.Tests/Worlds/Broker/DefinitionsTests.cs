using System.Text.Json;
using System.Text.RegularExpressions;
using Sagas.Consumers;
using Sagas.Contracts;
using Sagas.Testing.Tidy;

namespace Sagas.Host.Tests.Worlds.Broker;

/// <summary>The broker's definitions know the queues that the code has.</summary>
public sealed class DefinitionsTests
{
    /// <summary>Commands that the service sends to itself: no producer may.</summary>
    static readonly string[] Internal = ["index-directory"];

    static readonly JsonElement Definitions = JsonDocument.Parse(File.ReadAllText(
        Path.Combine(RepositoryRoot.Path, "infra/rabbitmq/definitions.json"))).RootElement;

    static IEnumerable<string> Commands => typeof(ExecuteStep).Assembly.GetExportedTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IOperationCommand)))
        .Select(QueueName.Of);

    public static TheoryData<string> ForProducers => [.. Commands.Except(Internal)];

    public static TheoryData<string> ForTheServiceAlone =>
        [.. ConsumersEndpoints.Queues.Keys, .. Internal, QueueName.Transactions, "sagas.dead-letters"];

    public static TheoryData<string> AllQueues =>
        [.. ConsumersEndpoints.Queues.Keys.Concat(Commands).Append(QueueName.Transactions)];

    [Theory]
    [MemberData(nameof(ForProducers))]
    public void Producer_MayWriteToEveryCommand(string queue) => Assert.Matches(ProducerWrites, queue);

    [Theory]
    [MemberData(nameof(ForTheServiceAlone))]
    [InlineData("")]
    [InlineData("amq.default")]
    public void Producer_MayWriteToNothingElse(string queue) => Assert.DoesNotMatch(ProducerWrites, queue);

    [Theory]
    [MemberData(nameof(AllQueues))]
    public void Policy_CoversEveryQueue(string queue) => Assert.Matches(PolicyPattern, queue);

    [Theory]
    [InlineData("sagas.dead-letters")]
    [InlineData("amq.gen-JzTY20BRgKO-HjmUJj0wLg")]
    [InlineData("host_SagasHost_bus_eucyyyfcnjqgn8pubdqxzn8bdu")]
    public void Policy_LeavesOthersAlone(string queue) => Assert.DoesNotMatch(PolicyPattern, queue);

    [Fact]
    public void Users_AsCommitted_HaveNoPassword() => Assert.All(
        Definitions.GetProperty("users").EnumerateArray(),
        user => Assert.Equal("", user.GetProperty("password_hash").GetString()));

    static string ProducerWrites => Definitions.GetProperty("permissions").EnumerateArray()
        .Single(p => p.GetProperty("user").GetString() == "sagas-producer").GetProperty("write").GetString()!;

    static Regex PolicyPattern =>
        new(Definitions.GetProperty("policies")[0].GetProperty("pattern").GetString()!, RegexOptions.CultureInvariant);
}
