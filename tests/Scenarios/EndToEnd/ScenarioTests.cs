using System.Net.Sockets;
using System.Text.Json;
using Sagas.Contracts;
using Sagas.Scenarios.CrashMatrix;
using Sagas.Scenarios.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.EndToEnd;

/// <summary>Whole transactions against the running service; every scenario is told once and runs in each world.
/// </summary>
public abstract class ScenarioTests<TWorld>(TWorld world) : IClassFixture<TWorld>, IAsyncLifetime
    where TWorld : World, new()
{
    static int _roots;

    /// <summary>The service under test, shared by the scenarios of a class; each works on a tree of its own.</summary>
    protected TWorld World => world;

    private protected ServiceClient Client => world.Client;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(world.Missing is not null, world.Missing ?? "");
        Configure(world.Settings);
        await world.Start();
        world.Faults.Arm();
    }

    /// <summary>What the scenarios of a class need to be different.</summary>
    protected virtual void Configure(Dictionary<string, string> settings)
    {
    }

    /// <summary>A fresh tree that is indexed.</summary>
    protected async Task<string> Tree()
    {
        var root = FormattableString.Invariant($"viking://resources/scene-{Interlocked.Increment(ref _roots):000}");
        var added = await Client.Add(await Client.Upload(MatrixOperations.Tree), root);
        Assert.True(added.Status == 200, added.ToString());
        await Invariant.Holds(World);
        return root;
    }

    /// <summary>A fresh tree, and what an operation needs to work on it.</summary>
    private protected async Task<MatrixCase> CaseOf(MatrixOperation operation) => new(
        await Tree(), NewKey(), operation.Upload is { } files ? await Client.Upload(files) : "");

    /// <summary>An id for a transaction.</summary>
    protected static string NewKey() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();

    private protected CaseState StateOf(string root) => CaseState.Of(World.Stores, root);

    /// <summary>Waits until a transaction is where the scenario needs it.</summary>
    protected async Task<JsonElement> InPhase(string key, string phase)
    {
        var found = await Eventually.Find(
            $"transaction {key} in {phase}",
            async () => await Client.Transaction(key) is { } transaction
                && transaction.GetProperty("phase").GetString() == phase ? (object)transaction : null);
        return (JsonElement)found;
    }

    /// <summary>Waits for the end of a transaction; its outcome.</summary>
    protected async Task<string?> OutcomeOf(string key) =>
        (await InPhase(key, TransactionPhase.Released)).GetProperty("outcome").GetString();

    /// <summary>A call whose answer may be lost with the service that was to give it.</summary>
    private protected static async Task<ServiceAnswer?> Ended(Task<ServiceAnswer> call)
    {
        try
        {
            return await call;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or SocketException)
        {
            return null;
        }
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        // The runner shows it for failed tests alone.
        TestContext.Current.TestOutputHelper?.WriteLine(world.Log);
        return ValueTask.CompletedTask;
    }
}
