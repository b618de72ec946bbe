using Sagas.Consumers;
using Sagas.Contracts;

namespace Sagas.Host.Tests.Worlds;

/// <summary>Nothing may be sent to a queue that nobody reads.</summary>
public sealed class ParticipantTests
{
    public static TheoryData<string> Steps => [.. Contracts(typeof(IStepCommand<>))];

    public static TheoryData<string> Requests => [.. Contracts(typeof(IParticipantRequest))];

    public static TheoryData<string> PostActions => [.. Contracts(typeof(IPostActionMessage))];

    [Theory]
    [MemberData(nameof(Steps))]
    [MemberData(nameof(PostActions))]
    [MemberData(nameof(Requests))]
    public void Queues_EveryStepPostActionAndRequest_HasItsConsumer(string queue) =>
        Assert.Contains(queue, ConsumersEndpoints.Queues.Keys);

    [Fact]
    public void Queues_EveryConsumer_IsForAStepAPostActionOrARequest() => Assert.Equal(
        Contracts(typeof(IStepCommand<>)).Concat(Contracts(typeof(IPostActionMessage)))
            .Concat(Contracts(typeof(IParticipantRequest))).Order(),
        ConsumersEndpoints.Queues.Keys.Order());

    [Fact]
    public void Queues_EveryConsumer_IsAClassOfItsOwn() =>
        Assert.Equal(ConsumersEndpoints.Queues.Count, ConsumersEndpoints.Queues.Values.Distinct().Count());

    static IEnumerable<string> Contracts(Type contract) => typeof(ExecuteStep).Assembly.GetExportedTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.GetInterfaces().Any(i =>
            i == contract || i.IsGenericType && i.GetGenericTypeDefinition() == contract))
        .Select(QueueName.Of);
}
