using Sagas.Consumers;
using Sagas.Contracts;

namespace Sagas.Host.Tests.Worlds;

/// <summary>Nothing may be sent to a queue that nobody reads.</summary>
public sealed class ParticipantTests
{
    public static TheoryData<string> Steps => [.. Contracts(typeof(IStepCommand<>))];

    public static TheoryData<string> PostActions => [.. Contracts(typeof(IPostActionMessage))];

    [Theory]
    [MemberData(nameof(Steps))]
    [MemberData(nameof(PostActions))]
    public void Queues_EveryStepAndPostAction_HasItsConsumer(string queue) =>
        Assert.Contains(queue, ConsumersEndpoints.Queues.Keys);

    [Fact]
    public void Queues_EveryConsumer_IsForAStepOrAPostAction() => Assert.Equal(
        Contracts(typeof(IStepCommand<>)).Concat(Contracts(typeof(IPostActionMessage))).Order(),
        ConsumersEndpoints.Queues.Keys.Order());

    [Fact]
    public void Queues_EveryConsumer_IsAClassOfItsOwn() =>
        Assert.Equal(ConsumersEndpoints.Queues.Count, ConsumersEndpoints.Queues.Values.Distinct().Count());

    static IEnumerable<string> Contracts(Type contract) => typeof(ExecuteStep).Assembly.GetExportedTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.GetInterfaces().Any(i =>
            i == contract || i.IsGenericType && i.GetGenericTypeDefinition() == contract))
        .Select(QueueName.Of);
}
