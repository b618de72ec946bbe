using System.Net.Sockets;
using System.Text.RegularExpressions;
using Sagas.Contracts;
using Sagas.Scenarios.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.CrashMatrix;

/// <summary>
/// Runs the cases of one operation, one after another, over one data folder: the process that recovers from one
/// case's kill is the one that the next case kills. A case that failed leaves nothing behind for the next.
/// </summary>
public partial class CrashChain : IAsyncLifetime
{
    World _world = null!;
    readonly Dictionary<bool, (CaseState State, string Name)> _faultless = [];
    int _cases;

    /// <summary>Everything that the service has written.</summary>
    public string Log => _world.Log;

    /// <inheritdoc />
    public ValueTask InitializeAsync() => Begin();

    /// <summary>Where the cases run.</summary>
    protected virtual World NewWorld() => new EmbeddedWorld();

    async ValueTask Begin()
    {
        _world = NewWorld();
        // Short, so that a lost message costs a case a second; the undo of a killed step is sent again after it.
        _world.Settings["Timeouts:Step"] = "00:00:01.5";
        if (_world.Missing is null)
            await _world.Start();
    }

    /// <summary>Kills the service at <paramref name="point"/>, restarts it, and checks what is left.</summary>
    internal async Task Kill(MatrixOperation operation, string point, bool undoing)
    {
        Assert.SkipWhen(_world.Missing is not null, _world.Missing ?? "");
        try
        {
            await KillAndCheck(operation, point, undoing);
        }
        catch
        {
            TestContext.Current.TestOutputHelper?.WriteLine(Log);
            await _world.DisposeAsync();
            _faultless.Clear();
            await Begin();
            throw;
        }
    }

    /// <summary>The points that the operation's own steps reach when nothing is killed.</summary>
    internal async Task<IReadOnlyList<string>> Trace(MatrixOperation operation, bool undoing)
    {
        Assert.SkipWhen(_world.Missing is not null, _world.Missing ?? "");
        var at = await Prepare(operation);
        var seen = Log.Length;
        _world.Faults.Arm(undoing ? [operation.Failure, "*=trace"] : ["*=trace"]);
        await operation.Submit(_world.Client, at);
        await _world.Client.WaitUntilIdle();
        _world.Faults.Arm();
        string[] points = [];
        // The log comes through a pipe, a little later than the answers.
        await Eventually.Holds("the log is complete", () =>
        {
            points = [.. PointOf().Matches(Log[seen..]).Select(match => match.Groups[1].Value)
                .Where(point => operation.Kinds.Any(kind => point.StartsWith($"{kind}.", StringComparison.Ordinal)))
                .Distinct()];
            var last = undoing ? operation.UndoSteps.Last() : operation.ForwardSteps.Last();
            return Task.FromResult(points.Contains(last));
        });
        await Forget(operation, at, undoing);
        return points;
    }

    async Task KillAndCheck(MatrixOperation operation, string point, bool undoing)
    {
        var faultless = await Faultless(operation, undoing);
        var at = await Prepare(operation);
        var before = CaseState.Of(_world.Stores, at.Root);
        _world.Faults.Arm(undoing ? [operation.Failure, $"{Kill(point)}"] : [Kill(point)]);
        var answered = await Submit(operation, at);
        await _world.RestartAfterDeath();

        await Invariant.Holds(_world, Tolerated(operation, undoing));
        // The page is unindexed only until it is tried again, whatever died in between.
        if (undoing && operation.IsPostAction)
            Assert.NotEmpty(_world.Stores.SecondAttempts());
        var after = CaseState.Of(_world.Stores, at.Root);
        var transaction = await _world.Client.Transaction(at.Key);
        var outcome = transaction?.GetProperty("outcome").GetString();
        var undone = undoing && operation is { IsPostAction: false, GoesOn: false };
        if (operation.ForwardSteps.Contains(point) || operation.UndoSteps.Contains(point))
            Assert.Equal(undone
                ? TransactionOutcome.RolledBack : TransactionOutcome.Committed, outcome);
        // Never accepted, never heard of: as good as never sent.
        Assert.True(outcome is not null || answered is null, "An accepted command was lost.");

        if (outcome != TransactionOutcome.Committed)
            after.MustBe(before);
        else if (undone)
            after.MustLookLike((await Faultless(operation, undoing: false)).State, NameOf(at), _faultless[false].Name);
        else
            after.MustLookLike(faultless.State, NameOf(at), faultless.Name);
        if (outcome == TransactionOutcome.Committed && operation.MovesRows is { } moved)
            RowsMoved(before, after, moved.From, moved.To);
        await Forget(operation, at, undoing);
    }

    static string Kill(string point) =>
        point.Split('#') is [var name, var hit] ? $"{name}=kill#{hit}" : $"{point}=kill";

    static string? Tolerated(MatrixOperation operation, bool undoing) =>
        undoing && operation.IsPostAction ? "missing_entry" : null;

    static void RowsMoved(CaseState before, CaseState after, string from, string to)
    {
        var rows = before.Entries.Where(row => row.Key.StartsWith(from, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(rows);
        Assert.All(rows, row => Assert.Equal(row.Value, after.Entries[to + row.Key[from.Length..]]));
    }

    /// <summary>What the operation leaves when nobody is killed: committed, or failed and undone.</summary>
    async Task<(CaseState State, string Name)> Faultless(MatrixOperation operation, bool undoing)
    {
        if (_faultless.TryGetValue(undoing, out var known))
            return known;
        var at = await Prepare(operation);
        if (undoing)
            _world.Faults.Arm(operation.Failure);
        await operation.Submit(_world.Client, at);
        await Invariant.Holds(_world, Tolerated(operation, undoing));
        _world.Faults.Arm();
        _faultless[undoing] = (CaseState.Of(_world.Stores, at.Root), NameOf(at));
        await Forget(operation, at, undoing);
        return _faultless[undoing];
    }

    /// <summary>A page whose indexing was undone stays unindexed: the next case must not find the disagreement.
    /// </summary>
    async Task Forget(MatrixOperation operation, MatrixCase at, bool undoing)
    {
        if (!undoing || !operation.IsPostAction)
            return;
        var removed = await _world.Client.Remove(at.Root, recursive: true);
        Assert.True(removed.Status == 200, removed.ToString());
    }

    async Task<MatrixCase> Prepare(MatrixOperation operation)
    {
        _world.Faults.Arm();
        var client = _world.Client;
        var root = await Seed(operation);
        var upload = operation.Upload is { } files ? await client.Upload(files) : "";
        var key = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();
        await client.WaitUntilIdle();
        return new MatrixCase(root, key, upload);
    }

    async Task<string> Seed(MatrixOperation operation)
    {
        var name = FormattableString.Invariant($"case-{++_cases:000}");
        if (operation.Seed is { } seed)
        {
            seed(_world.Stores, $"viking://user/{name}");
            return $"viking://user/{name}";
        }
        var root = $"viking://resources/{name}";
        var added = await _world.Client.Add(await _world.Client.Upload(MatrixOperations.Tree), root);
        Assert.True(added.Status == 200, added.ToString());
        return root;
    }

    async Task<ServiceAnswer?> Submit(MatrixOperation operation, MatrixCase at)
    {
        try
        {
            return await operation.Submit(_world.Client, at);
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or SocketException)
        {
            return null; // It died before it could answer.
        }
    }

    static string NameOf(MatrixCase at) => at.Root[(at.Root.LastIndexOf('/') + 1)..];

    [GeneratedRegex(@"Fault point (\S+): ")]
    private static partial Regex PointOf();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _world.DisposeAsync();
    }
}
