using Sagas.Contracts;
using Sagas.Host.Tests.Fakes;
using Sagas.Queries;

namespace Sagas.Host.Tests.Cli;

/// <summary>The locks of a transaction.</summary>
public sealed class ShownLocksTests : ServiceTests
{
    [Fact]
    public async Task Show_LocksHeldAndAwaited_ListsItsOwn()
    {
        var view = Views.Committed(Views.NewId(), "mv", "viking://resources/a").In(TransactionPhase.Acquire);
        Service.Transactions.Add(view);
        Service.Transactions.Held.AddRange(
        [
            Lock(view.Id, "viking://resources/a", LockMode.Tree, isHeld: true),
            Lock(view.Id, "viking://resources/b", LockMode.Exact, isHeld: false),
            Lock(Views.NewId(), "viking://resources/c", LockMode.Tree, isHeld: true),
        ]);

        var run = await CliRun.Of("tx", "show", view.Id.ToString(), "--url", Service.Url);

        Assert.Equal((0, ""), (run.Exit, run.Error));
        Assert.Equal(
            ["lock held\tTree\tviking://resources/a", "lock awaited\tExact\tviking://resources/b"],
            run.Out.Split('\n').Where(line => line.StartsWith("lock", StringComparison.Ordinal)));
    }

    static LockView Lock(TransactionId id, string uri, LockMode mode, bool isHeld) => new(
        id, "default", VikingUriParser.Parse(uri, "uri"), mode, isHeld, 1, isHeld ? 7 : null, FakeTree.At);
}
