using Sagas.Contracts;
using Sagas.Queries;

namespace Sagas.Host.Http.Writing;

/// <summary>Writes whose caller may wait for what follows the commit, too.</summary>
internal sealed class SettledWrites(WriteRunner writes, Idleness idleness, TimeProvider time)
{
    /// <summary>The committed transaction; with <paramref name="settle"/>, when the summaries and index entries are
    /// made anew. All of it within <paramref name="timeout"/>.</summary>
    /// <exception cref="ApiException">As of <see cref="WriteRunner.Run"/>.</exception>
    public async Task<TransactionView> Run<TCommand>(
        HttpContext context, TCommand command, TimeSpan timeout, bool settle)
        where TCommand : class, IOperationCommand
    {
        var started = time.GetTimestamp();
        var view = await writes.Run(context, command, timeout);
        var left = timeout - time.GetElapsedTime(started);
        if (settle && !await idleness.ReachFor(view.Account, left, context.RequestAborted))
            throw writes.Late(view.Operation, timeout, view.Id);
        return view;
    }
}
