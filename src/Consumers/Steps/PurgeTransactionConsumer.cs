using MassTransit;
using Sagas.Consumers.FileTree.Folders;
using Sagas.Contracts;

namespace Sagas.Consumers.Steps;

/// <summary>Post-action: the transaction has ended; its steps' folders go, and what the other stores keep for it.
/// </summary>
sealed class PurgeTransactionConsumer(Purge purge, IEnumerable<ITransactionJanitor> janitors)
    : IConsumer<PurgeTransaction>
{
    public async Task Consume(ConsumeContext<PurgeTransaction> context)
    {
        purge.Close(context.Message.TransactionId, context.Message.KeepsSetAside);
        // Died here: the message comes again; closing and forgetting twice is doing it once.
        foreach (var janitor in janitors)
            await janitor.Forget(context.Message.TransactionId, context.CancellationToken);
    }
}
