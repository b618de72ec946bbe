using Sagas.Contracts;
using Sagas.Locks;
using static Sagas.Tests.Sample;

namespace Sagas.Tests.Locks;

/// <summary>What every implementation of <see cref="IPathLocks"/> must do.</summary>
public abstract partial class PathLocksContract : IDisposable
{
    protected abstract IPathLocks Locks { get; }

    /// <summary>What the implementation has spent so far, in look-ups.</summary>
    protected abstract long Cost { get; }

    protected abstract IReadOnlyList<HeldPath> Rows { get; }

    /// <summary>Forgets everything.</summary>
    protected abstract void Clear();

    async Task<LockAnswer> Ask(int id, params PathLock[] locks) =>
        await Locks.Request(Id(id), locks, Limits.WaitersMax, Now);

    async Task<LockAnswer> AskNow(int id, params PathLock[] locks) => await Locks.Request(Id(id), locks, 0, Now);

    async Task<IReadOnlyList<TransactionId>> Release(int id) =>
        [.. (await Locks.Release(Id(id))).Select(g => g.TransactionId)];

    protected async Task HoldMany(int count)
    {
        for (var i = 0; i < count; i++)
            Assert.True((await AskNow(1000 + i, Exact($"resources/held/{i}/x"))).IsGranted);
    }

    [Theory]
    [InlineData(LockMode.Exact, LockMode.Exact, "same", true)]
    [InlineData(LockMode.Exact, LockMode.Exact, "ancestor", false)]
    [InlineData(LockMode.Exact, LockMode.Exact, "descendant", false)]
    [InlineData(LockMode.Exact, LockMode.Exact, "sibling", false)]
    [InlineData(LockMode.Exact, LockMode.Tree, "same", true)]
    [InlineData(LockMode.Exact, LockMode.Tree, "ancestor", true)]
    [InlineData(LockMode.Exact, LockMode.Tree, "descendant", false)]
    [InlineData(LockMode.Exact, LockMode.Tree, "sibling", false)]
    [InlineData(LockMode.Tree, LockMode.Exact, "same", true)]
    [InlineData(LockMode.Tree, LockMode.Exact, "ancestor", false)]
    [InlineData(LockMode.Tree, LockMode.Exact, "descendant", true)]
    [InlineData(LockMode.Tree, LockMode.Exact, "sibling", false)]
    [InlineData(LockMode.Tree, LockMode.Tree, "same", true)]
    [InlineData(LockMode.Tree, LockMode.Tree, "ancestor", true)]
    [InlineData(LockMode.Tree, LockMode.Tree, "descendant", true)]
    [InlineData(LockMode.Tree, LockMode.Tree, "sibling", false)]
    public async Task Request_WhileAnotherHolds_ConflictsAsTheModesSay(
        LockMode held, LockMode asked, string where, bool conflicts)
    {
        var path = where switch
        {
            "same" => "resources/a/b",
            "ancestor" => "resources/a",
            "descendant" => "resources/a/b/c/d",
            _ => "resources/a/c",
        };
        await Ask(1, Lock(held, "resources/a/b"));

        Assert.Equal(!conflicts, (await AskNow(2, Lock(asked, path))).IsGranted);
    }

    [Theory]
    [InlineData("resources/a", "resources/ab")]
    [InlineData("resources/a", "resources/a b")]
    [InlineData("resources/a", "resources/a.md")]
    [InlineData("resources/a", "resources/a0")]
    [InlineData("resources/a", "resources/a~")]
    [InlineData("resources/a", "resources/aé")]
    [InlineData("resources/a/b", "resources/a-/b")]
    [InlineData("resources/a", "resources/A")]
    [InlineData("resources/%", "resources/x")]
    [InlineData("resources/_", "resources/x")]
    public async Task Request_NamesOnlyLookAlike_IsGranted(string held, string asked)
    {
        await Ask(1, Tree(held));

        Assert.True((await AskNow(2, Tree(asked))).IsGranted);
    }

    [Fact]
    public async Task Request_SamePathOfAnotherAccount_IsGranted()
    {
        await Ask(1, Tree("resources/a", "acme"));

        Assert.True((await AskNow(2, Tree("resources/a", "acme2"))).IsGranted);
        Assert.False((await AskNow(3, Tree("resources/a", "acme"))).IsGranted);
    }

    [Fact]
    public async Task Request_PathThatNobodyEverSaw_IsGranted() =>
        Assert.True((await AskNow(1, Exact("resources/no/such/thing/anywhere"))).IsGranted);

    [Fact]
    public async Task Request_Refused_LeavesNothing()
    {
        await Ask(1, Tree("resources/a"));
        var before = Rows;

        var answer = await AskNow(2, Exact("resources/b"), Exact("resources/a/x"));

        Assert.Equal((false, false, (TransactionId?)Id(1), Exact("resources/a/x")),
            (answer.IsGranted, answer.Waiting, answer.Blocker, answer.BlockedPath));
        Assert.Equal(before, Rows);
        Assert.True((await AskNow(3, Exact("resources/b"))).IsGranted);
    }

    [Fact]
    public async Task Release_OfAHolder_FreesEverything()
    {
        await Ask(1, Tree("resources/a"), Exact("resources/b"));

        await Release(1);

        Assert.Empty(Rows);
        Assert.True((await AskNow(2, Tree("resources/a"), Tree("resources/b"))).IsGranted);
    }

    [Fact]
    public async Task Release_OfAStranger_ChangesNothing()
    {
        await Ask(1, Tree("resources/a"));
        await Ask(2, Tree("resources/a"));
        var before = Rows;

        Assert.Empty(await Release(3));
        Assert.Equal(before, Rows);
    }

    [Fact]
    public async Task Request_AgainByTheHolder_AnswersTheSameToken()
    {
        var first = await Ask(1, Tree("resources/a"));
        var before = Rows;

        Assert.Equal(first, await Ask(1, Tree("resources/a")));
        Assert.Equal(before, Rows);
    }

    [Fact]
    public async Task Request_AgainByAWaiter_KeepsItsPlace()
    {
        await Ask(1, Tree("resources/a"));
        await Ask(2, Tree("resources/a"));
        await Ask(3, Tree("resources/a"));

        Assert.True((await Ask(2, Tree("resources/a"))).Waiting);
        Assert.Equal([Id(2)], await Release(1));
    }

    [Fact]
    public async Task Request_OwnPathsOneInsideTheOther_IsGranted() =>
        Assert.True((await AskNow(1, Tree("resources/a"), Exact("resources/a/b"), Tree("resources/a/c"))).IsGranted);

    [Fact]
    public async Task Request_OneOfSeveralPathsIsTaken_HoldsNone()
    {
        await Ask(1, Exact("resources/b"));

        var answer = await Ask(2, Exact("resources/a"), Exact("resources/b"), Exact("resources/c"));

        Assert.True(answer is { IsGranted: false, Waiting: true });
        Assert.All(Rows.Where(r => r.Transaction == Id(2)), row => Assert.False(row.Held));
        Assert.Equal([Id(2)], await Release(1));
        Assert.Equal(3, Rows.Count(r => r.Transaction == Id(2) && r.Held));
    }

    [Theory]
    [InlineData(LockMode.Exact, LockMode.Tree)]
    [InlineData(LockMode.Tree, LockMode.Exact)]
    public async Task Request_OnePathTwice_CollapsesToATree(LockMode first, LockMode second)
    {
        await Ask(1, Lock(first, "resources/a"), Lock(second, "resources/a"));

        Assert.Equal(new HeldPath("/default/resources/a/", Id(1), IsTree: true, Held: true), Assert.Single(Rows));
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    [Fact]
    public async Task Request_ConflictsWithAnEarlierWaiter_WaitsBehindIt()
    {
        await Ask(1, Exact("resources/a/x"));
        await Ask(2, Tree("resources/a"));

        var third = await Ask(3, Exact("resources/a/y"));

        Assert.True(third is { IsGranted: false, Waiting: true });
        Assert.Equal(Id(2), third.Blocker);
        Assert.Equal([Id(2)], await Release(1));
        Assert.Equal([Id(3)], await Release(2));
    }

    [Fact]
    public async Task Request_FreeOfEveryWaiter_DoesNotQueue()
    {
        await Ask(1, Exact("resources/a/x"));
        await Ask(2, Exact("resources/a/x"));

        Assert.True((await Ask(3, Exact("resources/a/y"))).IsGranted);
    }

    [Fact]
    public async Task Release_SeveralCanGo_GrantsThemInTheOrderOfTheirRequests()
    {
        await Ask(1, Tree("resources/a"));
        int[] waiters = [7, 3, 9, 5];
        foreach (var waiter in waiters)
            await Ask(waiter, Exact($"resources/a/{waiter}"));

        var granted = await Locks.Release(Id(1));

        Assert.Equal(waiters.Select(Id), granted.Select(g => g.TransactionId));
        Assert.Equal(granted.Select(g => g.Token).Order(), granted.Select(g => g.Token));
    }

    [Fact]
    public async Task Release_OfAWaiterThatGivesUp_LetsThoseBehindItGo()
    {
        await Ask(1, Exact("resources/a/x"));
        await Ask(2, Tree("resources/a"));
        await Ask(3, Exact("resources/a/y"));
        await Ask(4, Exact("resources/a/x"));

        Assert.Equal([Id(3)], await Release(2));
        Assert.DoesNotContain(Rows, row => row.Transaction == Id(2));
        Assert.Equal([Id(4)], await Release(1));
    }

    [Fact]
    public async Task Tokens_OfManyGrants_GrowInTheOrderOfTheGrants()
    {
        var tokens = new List<FencingToken>();
        for (var i = 0; i < 20; i++)
        {
            if ((await Ask(i, Exact($"resources/{i % 3}"))).Token is { } token)
                tokens.Add(token);
        }
        for (var i = 0; i < 20; i++)
            tokens.AddRange((await Locks.Release(Id(i))).Select(g => g.Token));

        Assert.Equal(20, tokens.Distinct().Count());
        Assert.Equal(tokens.Order(), tokens);
    }
}
