using Sagas.Contracts;

namespace Sagas.Benchmarks;

/// <summary>
/// Transactions that do not stand in each other's way: each lane works on a file of its own, in one of a few
/// directories, as a store with many documents looks.
/// </summary>
internal sealed class Workload(World world, string operation, int lanes)
{
    const int Directories = 16;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    readonly int[] _turns = new int[lanes];

    /// <summary>Makes what the lanes begin with.</summary>
    public async Task Prepare()
    {
        for (var directory = 0; directory < Directories; directory++)
            await Require(Add($"d{directory}/keep.md", "It keeps the directory in place."));
        if (operation == "mv")
            await Task.WhenAll(Enumerable.Range(0, lanes).Select(lane => Require(Add(NameOf(lane, 0), Text(lane)))));
        await world.Settle();
    }

    /// <summary>One transaction of <paramref name="lane"/>; throws when it does not commit. Of a removal the adding
    /// before it is not part: <see cref="Ready"/> does that.</summary>
    public Task Run(int lane)
    {
        var turn = _turns[lane]++;
        return Require(operation switch
        {
            "mv" => Client.Submit(
                new MoveResource { Source = Uri(NameOf(lane, turn)), Destination = Uri(NameOf(lane, turn + 1)) },
                CancellationToken.None),
            // What was added is a directory with one file in it.
            "rm" => Client.Submit(
                new RemoveResource { Uri = Uri(NameOf(lane, turn)), Recursive = true }, CancellationToken.None),
            _ => Add(NameOf(lane, turn), Text(lane)),
        });
    }

    /// <summary>Makes the next file that a removal will remove; nothing for the others.</summary>
    public Task Ready(int lane, int ahead) => operation == "rm"
        ? Require(Add(NameOf(lane, _turns[lane] + ahead), Text(lane)))
        : Task.CompletedTask;

    Intake.ITransactionClient Client => world.Client;

    Task<TransactionId> Add(string name, string text) => Client.Submit(
        new AddResource { Content = text, Name = Path.GetFileName(name), To = Uri(name) }, CancellationToken.None);

    async Task Require(Task<TransactionId> submitted)
    {
        var id = await submitted;
        var view = await Client.WaitForEnd(id, Patience, CancellationToken.None);
        if (view?.Outcome != TransactionOutcome.Committed)
            throw new InvalidOperationException($"{operation} {id}: {view?.Phase} {view?.Outcome} {view?.Reason}");
    }

    static string NameOf(int lane, int turn) => $"d{(lane + turn) % Directories}/f{lane}-{turn}.md";

    static string Uri(string name) => $"viking://resources/{name}";

    static string Text(int lane) => $"# Document {lane}\n\nIt says what lane {lane} has to say, in one sentence.\n";
}
