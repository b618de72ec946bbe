using Sagas.Contracts;
using Sagas.Intake;
using Sagas.Queries;

namespace Sagas.Host.Http.Writing;

/// <summary>Hands in a command and waits for its end. Once handed in, it goes on whatever becomes of the caller.
/// </summary>
internal sealed class WriteRunner(ITransactionClient client)
{
    public const string IdHeader = "X-Transaction-Id";

    /// <summary>The committed transaction.</summary>
    /// <exception cref="ApiException">It was refused, did not commit, has not ended in time, or was asked for by
    /// another request with the same key.</exception>
    public async Task<TransactionView> Run<TCommand>(
        HttpContext context, TCommand command, TimeSpan timeout, Sameness sameness = Sameness.Plan)
        where TCommand : class, IOperationCommand
    {
        var id = await Submit(context, command);
        var view = await client.WaitForEnd(id, timeout, context.RequestAborted)
            ?? throw NotEnded(QueueName.Of<TCommand>(), timeout, id, TransactionPhase.Init);
        SameRequest.Require(context, view, command, sameness);
        if (view.Phase != TransactionPhase.Released)
            throw NotEnded(view.Operation, timeout, view.Id, view.Phase);
        return view.Outcome == TransactionOutcome.Committed ? view : throw OutcomeErrors.Of(view);
    }

    /// <summary>The transaction as it is when it has ended, or when <paramref name="timeout"/> is over, whoever has
    /// asked for it; null when it has not even begun by then.</summary>
    public async Task<TransactionView?> Start<TCommand>(HttpContext context, TCommand command, TimeSpan timeout)
        where TCommand : class, IOperationCommand
    {
        var id = await Submit(context, command);
        return await client.WaitForEnd(id, timeout, context.RequestAborted);
    }

    async Task<TransactionId> Submit<TCommand>(HttpContext context, TCommand command)
        where TCommand : class, IOperationCommand
    {
        var id = await client.Submit(command, context.RequestAborted);
        context.Response.Headers[IdHeader] = id.ToString();
        return id;
    }

    /// <summary>A transaction that was handed in before.</summary>
    public async Task<TransactionView> WaitFor(
        HttpContext context, TransactionId id, string operation, TimeSpan timeout)
    {
        context.Response.Headers[IdHeader] = id.ToString();
        return await client.WaitForEnd(id, timeout, context.RequestAborted)
            ?? throw NotEnded(operation, timeout, id, TransactionPhase.Init);
    }

    static ApiException NotEnded(string operation, TimeSpan timeout, TransactionId id, string phase) =>
        ApiException.Deadline(operation, timeout, ("transaction_id", id.ToString()), ("phase", phase));
}
