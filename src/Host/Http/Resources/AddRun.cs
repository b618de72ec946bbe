using Sagas.Contracts;
using Sagas.Host.Http.Access;
using Sagas.Host.Http.Writing;
using Sagas.Queries;

namespace Sagas.Host.Http.Resources;

/// <summary>One request to add a resource: as many transactions as it takes to find a free name.</summary>
internal sealed class AddRun(
    AddRun.Services services, HttpContext context, AddBody body, ResourceSource source, ResourceTarget target,
    WriteTimes times)
{
    /// <summary>How long a caller who will not wait is kept for the sake of a definite answer.</summary>
    static readonly TimeSpan Brief = TimeSpan.FromSeconds(2);

    readonly long _started = services.Time.GetTimestamp();

    /// <summary>What a run is made of.</summary>
    internal sealed class Services(
        WriteRunner writes, TargetChoice targets, Idleness idleness, ITransactionQueries queries, TimeProvider time)
    {
        public WriteRunner Writes { get; } = writes;

        public TargetChoice Targets { get; } = targets;

        public Idleness Idleness { get; } = idleness;

        public ITransactionQueries Queries { get; } = queries;

        public TimeProvider Time { get; } = time;
    }

    TimeSpan Left => times.End - services.Time.GetElapsedTime(_started) is var left && left > TimeSpan.Zero
        ? left
        : TimeSpan.Zero;

    /// <summary>The transaction: committed, or, when the caller will not wait, holding its lock on the target;
    /// cancelled, when the caller waits for its end.</summary>
    public async Task<TransactionView> Start(bool wait)
    {
        var first = IdempotencyKey.Of(context);
        for (int attempt = 0, n = 0; attempt < TargetChoice.TriesMax; attempt++, n++)
        {
            if (target.To is null)
                n = await services.Targets.FreeFrom(
                    context.Caller().Account, target, n, context.RequestAborted);
            var view = await Settled(first.ForTry(attempt), n, wait);
            if (view.Phase != TransactionPhase.Released || view.Outcome == TransactionOutcome.Committed
                || (wait && view.Outcome == TransactionOutcome.Cancelled))
                return view;
            if (target.To is not null || view.Reason?.Code != ErrorCode.AlreadyExists)
                throw OutcomeErrors.Of(view);
        }
        throw TargetChoice.Exhausted(target);
    }

    /// <summary>Waits until the resource can be found.</summary>
    public async Task Finish(TransactionId id)
    {
        if (!await services.Idleness.ReachFor(context.Caller().Account, Left, context.RequestAborted))
            throw services.Writes.Late("add_resource", times.End, id);
    }

    async Task<TransactionView> Settled(TransactionId id, int n, bool wait)
    {
        var command = CommandOf(id, n);
        var view = await Submitted(id, command, wait ? Left : Left < Brief ? Left : Brief) ?? await Later(id);
        RequireSame(view, command);
        if (!await IsSettled(view, wait))
            view = await Later(id);
        return await IsSettled(view, wait)
            ? view
            : throw services.Writes.Late("add_resource", times.End, id, view.Phase);
    }

    Task<TransactionView> Later(TransactionId id) => services.Writes.WaitFor(context, id, "add_resource", Left);

    /// <summary>
    /// In EXEC the target is locked, so it is decided: all that a caller who will not wait was promised. Unless
    /// somebody was faster with a name that must be new: the transaction will be refused, and the next name tried.
    /// </summary>
    async ValueTask<bool> IsSettled(TransactionView view, bool wait) => view.Phase == TransactionPhase.Released
        || (!wait && view.Phase == TransactionPhase.Exec
            && (target.To is not null
                || await services.Targets.IsFree(view.Account, view.Uris[0], context.RequestAborted)));

    /// <summary>Null when it has not begun after <paramref name="timeout"/>, as on a busy machine.</summary>
    async Task<TransactionView?> Submitted(TransactionId id, AddResource command, TimeSpan timeout)
    {
        // A request sent again may see other names free than the first time; what it did then is what counts.
        if (await services.Queries.Find(id, context.RequestAborted) is not null)
            return await services.Writes.WaitFor(context, id, "add_resource", timeout);
        return await services.Writes.Start(context, command, timeout);
    }

    void RequireSame(TransactionView view, AddResource command)
    {
        SameRequest.Require(context, view, command, target.To is null ? Sameness.Caller : Sameness.Uris);
        if (target.To is null && !target.Candidates.Any(uri => uri.Value == view.Uris[0]))
            throw SameRequest.Reused();
    }

    AddResource CommandOf(TransactionId id, int n)
    {
        var to = target.To ?? target.Parent.Child(ResourceName.Numbered(target.Name, n));
        return new AddResource
        {
            Path = source.Path,
            UploadId = source.UploadId,
            Name = source.Name,
            To = to.Value,
            MustBeNew = target.To is null,
            IgnoreDirs = Items(body.IgnoreDirs),
            Include = Items(body.Include),
            Exclude = Items(body.Exclude),
            TransactionId = id,
            Account = context.Caller().Account,
            User = context.Caller().ActsAs(to),
            WaitSeconds = times.LockWait,
        };
    }

    static string[]? Items(string? list) => string.IsNullOrWhiteSpace(list)
        ? null
        : list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
