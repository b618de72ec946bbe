using Sagas.Consumers.SessionCommit;
using Sagas.Intake;

namespace Sagas.Host.Worlds;

/// <summary>Answers to commits go through the outbox, as commands do.</summary>
internal sealed class CommitReplies(ITransactionClient client) : ICommitReplies
{
    public Task Send<T>(T answer, CancellationToken cancellationToken)
        where T : class
        => client.ControlCommit(answer, cancellationToken);
}
