using Microsoft.EntityFrameworkCore;
using Sagas.Contracts;
using Sagas.Persistence.Outbox;
using Sagas.Queries;
using static Sagas.Tests.Sample;

namespace Sagas.Tests.Hosting;

/// <summary>A test with one coordinator of its own.</summary>
public abstract class MachineTest : IAsyncLifetime
{
    readonly CoordinatorFiles _files = new();
    private protected Coordinator Coordinator { get; private set; } = null!;

    private protected Participants Participants => Coordinator.Participants;

    private protected CoordinatorFiles Files => _files;

    private protected virtual Setup Setup => new();

    protected static TransactionId First { get; } = Id(1);

    public async ValueTask InitializeAsync() => Coordinator = await Coordinator.Start(_files, Setup);

    /// <summary>A transaction of <paramref name="steps"/> steps that locks <paramref name="path"/>.</summary>
    internal static BeginTransaction Begin(
        int number, int steps = 2, string path = "resources/a", double? wait = null) => new()
        {
            TransactionId = Id(number),
            Operation = "test",
            Account = Account,
            User = "alice",
            Uris = [$"viking://{path}"],
            Locks = [Tree(path)],
            Steps = [.. Participants.Kinds.Take(steps).Select((k, i) => new PlannedStep(
                k, WireJson.ToElement(new { i })))],
            PostActions =
            [
                PostAction.AfterEnd(new PurgeTransaction(Id(number))),
                PostAction.AfterCommit(new EnqueueSemantic
                {
                    TransactionId = Id(number), Action = "index", Account = Account, User = "alice", Uri = Uri(path),
                }),
            ],
            WaitSeconds = wait,
        };

    /// <summary>Begins it and waits until it has sent so many commands and hears no more.</summary>
    private protected async Task Tell(BeginTransaction begin, int commands)
    {
        await Coordinator.Tell(begin);
        await Coordinator.Until(() => Participants.Commands.Count == commands, $"{commands} commands");
        await Coordinator.Quiet();
    }

    private protected async Task<TransactionView> Run(BeginTransaction begin)
    {
        await Coordinator.Tell(begin);
        return await Coordinator.End(begin.TransactionId);
    }

    private protected static IEnumerable<string> Statuses(TransactionView view) => view.Steps.Select(s => s.Status);

    private protected async Task<IReadOnlyList<LockView>> HeldLocks() =>
        await Coordinator.Queries.Locks(TestContext.Current.CancellationToken);

    /// <summary>The timers in the database whose message is a <typeparamref name="T"/>.</summary>
    private protected async Task<IReadOnlyList<OutboxRow>> Timers<T>()
    {
        await using var db = Coordinator.Context();
        var rows = await db.Outbox.AsNoTracking().Where(x => x.Token != null)
            .ToListAsync(TestContext.Current.CancellationToken);
        return [.. rows.Where(row => row.Properties.Contains($":{typeof(T).Name}\"", StringComparison.Ordinal))];
    }

    private protected void Pass(double seconds) => Coordinator.Time.Advance(TimeSpan.FromSeconds(seconds));

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Coordinator.DisposeAsync();
        _files.Dispose();
    }

    /// <summary>Ends the process and starts another on the same files, with the same participants and clock.</summary>
    private protected async Task Restart()
    {
        await Coordinator.DisposeAsync();
        Coordinator = await Coordinator.Start(_files, Setup with
        {
            Participants = Coordinator.Participants,
            Time = Coordinator.Time,
        });
    }
}
