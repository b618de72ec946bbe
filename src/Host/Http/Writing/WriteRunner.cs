using Sagas.Contracts;
using Sagas.Intake;
using Sagas.Queries;

namespace Sagas.Host.Http.Writing;

/// <summary>Hands in a command and waits for its end. Once handed in, it goes on whatever becomes of the caller.
/// </summary>
internal sealed class WriteRunner(ITransactionClient client, ITransactionQueries queries, Stopping stopping)
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
        var view = await EndOf(id, timeout, context.RequestAborted)
            ?? throw Late(QueueName.Of<TCommand>(), timeout, id, TransactionPhase.Init);
        SameRequest.Require(context, view, command, sameness);
        if (view.Phase != TransactionPhase.Released)
            throw Late(view.Operation, timeout, view.Id, view.Phase);
        return view.Outcome == TransactionOutcome.Committed ? view : throw OutcomeErrors.Of(view);
    }

    /// <summary>The transaction as it is when it has ended, or when <paramref name="timeout"/> is over or the service
    /// stops, whoever has asked for it; null when it has not even begun by then.</summary>
    public async Task<TransactionView?> Start<TCommand>(HttpContext context, TCommand command, TimeSpan timeout)
        where TCommand : class, IOperationCommand
    {
        var id = await Submit(context, command);
        return await EndOf(id, timeout, context.RequestAborted);
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
        return await EndOf(id, timeout, context.RequestAborted)
            ?? throw Late(operation, timeout, id, TransactionPhase.Init);
    }

    /// <summary>What a caller is told who has waited in vain; the transaction, or what follows it, goes on.</summary>
    public ApiException Late(string operation, TimeSpan timeout, TransactionId id, string? phase = null)
    {
        var facts = new Dictionary<string, object?> { ["transaction_id"] = id.ToString() };
        if (phase is not null)
            facts["phase"] = phase;
        return ApiException.Deadline(operation, timeout, stopping.Token.IsCancellationRequested, facts);
    }

    async Task<TransactionView?> EndOf(TransactionId id, TimeSpan timeout, CancellationToken aborted)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(aborted, stopping.Token);
        try
        {
            return await client.WaitForEnd(id, timeout, either.Token);
        }
        catch (OperationCanceledException) when (!aborted.IsCancellationRequested)
        {
            return await queries.Find(id, aborted);
        }
    }
}
