using System.Collections.Concurrent;
using Sagas.Contracts;
using Sagas.Intake;
using Sagas.Queries;

namespace Sagas.Host.Tests.Fakes;

/// <summary>
/// A coordinator in memory: every command commits at once and changes the fake tree, unless a test says how the next
/// ones end.
/// </summary>
internal sealed class FakeTransactions(FakeTree tree) : ITransactionClient, ITransactionQueries, IOpenWork
{
    readonly ConcurrentDictionary<TransactionId, TransactionView> _views = new();

    public List<IOperationCommand> Submitted { get; } = [];

    public List<object> Controlled { get; } = [];

    /// <summary>How the next commands end instead of committing; null = it commits.</summary>
    public Queue<Func<TransactionView, TransactionView>?> Endings { get; } = new();

    public List<LockView> Held { get; } = [];

    public Func<int, BacklogView> BacklogAt { get; set; } = _ => new BacklogView(0, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Whether something of an account is left to be done, the n-th time that somebody looks.</summary>
    public Func<string, int, bool> LeftAt { get; set; } = (_, _) => false;

    public Exception? Failure { get; set; }

    /// <summary>How often somebody waits in vain because the transaction has not even begun.</summary>
    public int LateToBegin { get; set; }

    /// <summary>Runs when somebody waits for a transaction that has not ended.</summary>
    public Action<TransactionId>? WhenAwaited { get; set; }

    /// <summary>What a transaction has become the next time that somebody looks.</summary>
    public ConcurrentQueue<TransactionView> FoundNext { get; } = new();

    public List<TimeSpan> Awaited { get; } = [];

    int _backlogs;
    int _lefts;

    public void Add(TransactionView view) => _views[view.Id] = view;

    public Task<TransactionId> Submit<TCommand>(TCommand command, CancellationToken cancellationToken)
        where TCommand : class, IOperationCommand
    {
        var id = command.TransactionId ?? new TransactionId(Guid.CreateVersion7());
        var operation = Operations.Of<TCommand>();
        var caller = Caller.Of(command.Account, command.User);
        var plan = operation.Plan(command, caller, id);
        if (_views.ContainsKey(id))
            return Task.FromResult(id);
        Submitted.Add(command);
        var view = Views.Committed(id, operation.Name, [.. operation.Uris(command)]) with
        {
            Account = caller.Account,
            User = caller.User,
            Steps = [.. plan.Steps.Select((step, i) =>
                new StepView(i, step.Kind, "done", 1, step.Arguments, null, null))],
        };
        var ending = Endings.Count > 0 ? Endings.Dequeue() : Taken(command);
        if (ending is null)
            Apply(command);
        _views[id] = ending is null ? view : ending(view);
        return Task.FromResult(id);
    }

    public async Task<TransactionView?> WaitForEnd(
        TransactionId id, TimeSpan timeout, CancellationToken cancellationToken)
    {
        Awaited.Add(timeout);
        if (LateToBegin-- > 0)
            return null;
        var now = _views.GetValueOrDefault(id);
        WhenAwaited?.Invoke(id);
        var found = FoundNext.IsEmpty ? _views.GetValueOrDefault(id) : now;
        // Who asks for the end of what stays asks again and again.
        if (found?.EndedAt is null)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, cancellationToken);
        return found;
    }

    public Task Control<TMessage>(TMessage message, CancellationToken cancellationToken)
        where TMessage : class
    {
        Controlled.Add(message);
        return Task.CompletedTask;
    }

    public Task PostAction<TMessage>(TMessage message, CancellationToken cancellationToken)
        where TMessage : class, IPostActionMessage
        => Control(message, cancellationToken);

    public List<(object Message, TimeSpan Pause)> Later { get; } = [];

    public Task SendLater<TMessage>(TMessage message, TimeSpan pause, CancellationToken cancellationToken)
        where TMessage : class, IPostActionMessage
    {
        Later.Add((message, pause));
        return Task.CompletedTask;
    }

    public List<object> ControlledCommits { get; } = [];

    public Task ControlCommit<TMessage>(TMessage message, CancellationToken cancellationToken)
        where TMessage : class
    {
        ControlledCommits.Add(message);
        return Task.CompletedTask;
    }

    public Task<bool> HasEnded(TransactionId id, CancellationToken cancellationToken) =>
        Task.FromResult(_views.GetValueOrDefault(id)?.EndedAt is not null);

    public Task<TransactionView?> Find(TransactionId id, CancellationToken cancellationToken)
    {
        if (FoundNext.TryDequeue(out var next))
            _views[next.Id] = next;
        return Task.FromResult(_views.GetValueOrDefault(id));
    }

    public Task<TransactionPage> List(TransactionFilter filter, CancellationToken cancellationToken)
    {
        var found = _views.Values
            .Where(v => filter.Account is null || v.Account == filter.Account)
            .Where(v => filter.User is null || v.User == filter.User)
            .Where(v => filter.Phase is null || v.Phase == filter.Phase)
            .Where(v => filter.Operation is null || v.Operation == filter.Operation)
            .Where(v => filter.Resource is null || v.Uris.Contains(filter.Resource))
            .Where(v => filter.Status is null || TransactionStatus.Of(v) == filter.Status)
            .OrderByDescending(v => v.CreatedAt).ThenByDescending(v => v.Id.ToString(), StringComparer.Ordinal)
            .SkipWhile(v => filter.After is { } after && !IsBehind(v, after))
            .ToList();
        var page = found.Take(filter.Limit)
            .Select(v => v with { Steps = [.. v.Steps.Select(s => s with { Arguments = null, Result = null })] })
            .ToList();
        return Task.FromResult(new TransactionPage(
            page,
            found.Count > page.Count ? new TransactionCursor(page[^1].CreatedAt, page[^1].Id).ToString() : null));
    }

    static bool IsBehind(TransactionView view, TransactionCursor place) =>
        view.CreatedAt < place.CreatedAt || (view.CreatedAt == place.CreatedAt
            && string.CompareOrdinal(view.Id.ToString(), place.Id.ToString()) < 0);

    public Task<IReadOnlyList<LockView>> Locks(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LockView>>([.. Held]);

    public Task<TransactionId?> HolderOf(string account, VikingUri uri, CancellationToken cancellationToken) =>
        Task.FromResult(Held.Where(l => l.Held && l.Account == account
            && (l.Uri == uri || (l.Mode == LockMode.Tree && l.Uri.Contains(uri))))
            .Select(l => (TransactionId?)l.TransactionId).FirstOrDefault());

    public Task<BacklogView> Backlog(CancellationToken cancellationToken) => Failure is null
        ? Task.FromResult(BacklogAt(_backlogs++))
        : Task.FromException<BacklogView>(Failure);

    public Task<bool> IsLeft(string account, CancellationToken cancellationToken) =>
        Task.FromResult(LeftAt(account, _lefts++));

    public Task<IReadOnlySet<string>> Uploads(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlySet<string>>(new HashSet<string>());

    void Apply(IOperationCommand command)
    {
        switch (command)
        {
            case CreateSession create:
                tree.File($"{SessionOf(create)}/messages.jsonl", "");
                tree.SessionSettings[SessionOf(create)] = create.Settings;
                break;
            case MakeDirectory make:
                tree.Directory(make.Uri!);
                break;
            case WriteFile write:
                tree.File(write.Uri!, write.Content!);
                break;
            case RemoveResource remove:
                tree.Remove(remove.Uri!);
                break;
            case MoveResource move:
                tree.Move(move.Source!, move.Destination!);
                break;
            case AddResource add:
                tree.File($"{add.To}/{add.Name}", add.Content ?? "content");
                break;
        }
    }

    Func<TransactionView, TransactionView>? Taken(IOperationCommand command) =>
        command is CreateSession create && tree.Has(SessionOf(create))
            ? view => view.Ended(TransactionOutcome.RolledBack, ErrorCode.AlreadyExists)
            : null;

    static string SessionOf(CreateSession create) => SessionUri.Of(create.User!, create.SessionId).Value;
}
