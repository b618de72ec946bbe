using MassTransit;
using Sagas.Consumers.FileTree.Folders;
using Sagas.Contracts;

namespace Sagas.Consumers.Steps;

/// <summary>Post-action: the transaction has ended, its folder goes.</summary>
sealed class PurgeTransactionConsumer(Purge purge) : IConsumer<PurgeTransaction>
{
    public Task Consume(ConsumeContext<PurgeTransaction> context)
    {
        purge.Close(context.Message.TransactionId);
        return Task.CompletedTask;
    }
}
