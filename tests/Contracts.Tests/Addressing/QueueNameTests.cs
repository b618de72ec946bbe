namespace Sagas.Contracts.Tests.Addressing;

public sealed class QueueNameTests
{
    [Theory]
    [InlineData(typeof(RemoveResource), "remove-resource")]
    [InlineData(typeof(MoveResource), "move-resource")]
    [InlineData(typeof(AddResource), "add-resource")]
    [InlineData(typeof(MakeDirectory), "make-directory")]
    [InlineData(typeof(IndexDirectory), "index-directory")]
    [InlineData(typeof(MoveTree), "move-tree")]
    [InlineData(typeof(RemoveTree), "remove-tree")]
    [InlineData(typeof(StageTree), "stage-tree")]
    [InlineData(typeof(PlaceTree), "place-tree")]
    [InlineData(typeof(CreateDirectory), "create-directory")]
    [InlineData(typeof(RekeyEntries), "rekey-entries")]
    [InlineData(typeof(RemoveEntries), "remove-entries")]
    [InlineData(typeof(UpsertEntries), "upsert-entries")]
    [InlineData(typeof(WriteSidecars), "write-sidecars")]
    [InlineData(typeof(EnqueueSemantic), "enqueue-semantic")]
    [InlineData(typeof(PurgeTransaction), "purge-transaction")]
    public void Of_MessageType_IsKebabCase(Type type, string queue)
    {
        Assert.Equal(queue, QueueName.Of(type));
    }

    [Fact]
    public void Of_AllMessageTypes_AreDistinct()
    {
        var queues = ContractTypes.Records.Select(QueueName.Of).ToList();
        Assert.Equal(queues.Count, queues.Distinct().Count());
        Assert.DoesNotContain(QueueName.Transactions, queues);
    }

    [Fact]
    public void Of_GenericForm_IsTheSame()
    {
        Assert.Equal("move-tree", QueueName.Of<MoveTree>());
    }

    [Fact]
    public void Address_Queue_NamesItsExchange()
    {
        Assert.Equal(new Uri("exchange:move-tree"), QueueName.Address("move-tree"));
    }
}
