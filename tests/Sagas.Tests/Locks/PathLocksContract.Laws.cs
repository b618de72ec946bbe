using CsCheck;
using Sagas.Contracts;
using static Sagas.Tests.Sample;

namespace Sagas.Tests.Locks;

/// <content>Laws: fairness, bounds, and equality with the oracle.</content>
public abstract partial class PathLocksContract
{
    static readonly string[] Paths =
    [
        "resources", "resources/a", "resources/a/b", "resources/a/b/c", "resources/ab", "resources/a-", "resources/c",
        "user", "user/a",
    ];

    static readonly Gen<PathLock> AnyLock = Gen.Select(
        Gen.Frequency((9, Gen.Const("default")), (1, Gen.Const("acme"))), Gen.Int[0, Paths.Length - 1], Gen.Bool,
        (account, path, tree) => tree ? Tree(Paths[path], account) : Exact(Paths[path], account));

    static readonly Gen<Move> AnyMove = Gen.Select(
        Gen.Int[0, 9], Gen.Int[1, 7], AnyLock.Array[1, 3],
        (kind, id, locks) => new Move(kind < 4 ? null : locks, id, MayWait: kind < 9));

    sealed record Move(PathLock[]? Locks, int Id, bool MayWait);

    [Fact]
    public void Requests_InAnySequence_AnswerAsTheOracle() => AnyMove.Array[1, 40].Sample(
        moves =>
        {
            Clear();
            var (oracle, last) = (new LockOracle(), 0L);
            foreach (var move in moves)
            {
                Agree(move, oracle, ref last);
                Assert.Equal(Sorted(oracle.Rows), Sorted(Rows));
            }
        },
        iter: 3000, threads: 1);

    void Agree(Move move, LockOracle oracle, ref long last)
    {
        if (move.Locks is not { } wanted)
        {
            var granted = Completed(Locks.Release(Id(move.Id)));
            Assert.Equal(oracle.Release(Id(move.Id)), granted.Select(g => g.TransactionId));
            foreach (var grant in granted)
                last = Later(grant.Token.Value, last);
            return;
        }
        var isNew = Rows.All(row => row.Transaction != Id(move.Id));
        var (expected, blockers) = oracle.Request(Id(move.Id), wanted, move.MayWait);
        var answer = Completed(Locks.Request(Id(move.Id), wanted, move.MayWait ? Limits.WaitersMax : 0, Now));
        Assert.Equal(expected, answer.IsGranted ? "granted" : answer.Waiting ? "waiting" : "refused");
        if (isNew && answer.IsGranted)
            last = Later(answer.Token!.Value.Value, last);
        if (isNew && !answer.IsGranted)
            Assert.Contains(answer.Blocker!.Value, blockers);
    }

    static long Later(long token, long last)
    {
        Assert.True(token > last, $"Token {token} was granted after {last}.");
        return token;
    }

    // The port promises to complete at once: it runs inside the writer.
    static T Completed<T>(ValueTask<T> task)
    {
        Assert.True(task.IsCompletedSuccessfully);
        return task.GetAwaiter().GetResult();
    }

    static IEnumerable<string> Sorted(IEnumerable<HeldPath> rows) =>
        rows.Select(row => row.ToString()).Order(StringComparer.Ordinal);

    [Fact]
    public async Task Release_With64Contenders_GivesEachItsTurn()
    {
        const int contenders = 64, rounds = 5;
        var asked = new int[contenders];
        var waits = new List<int>();
        var turns = new int[contenders];
        for (var i = 0; i < contenders; i++)
            await Ask(i, Exact("resources/hot"));

        var holder = 0;
        for (var turn = 1; turn <= contenders * rounds; turn++)
        {
            turns[holder]++;
            var next = Assert.Single(await Release(holder));
            asked[holder] = turn;
            Assert.True((await Ask(holder, Exact("resources/hot"))).Waiting);
            holder = Enumerable.Range(0, contenders).Single(i => Id(i) == next);
            waits.Add(turn - asked[holder]);
        }

        Assert.All(turns, count => Assert.Equal(rounds, count));
        var median = waits.Order().ElementAt(waits.Count / 2);
        Assert.True(waits.Max() <= 4 * median, $"The longest wait was {waits.Max()} turns, the median {median}.");
    }

    [Fact]
    public async Task Request_MoreWaitersThanTheLimit_IsRefusedUntilOneGivesUp()
    {
        await Ask(0, Exact("resources/hot"));
        for (var i = 1; i <= Limits.WaitersMax; i++)
            Assert.True((await Ask(i, Exact("resources/hot"))).Waiting);

        var over = await Ask(20_000, Exact("resources/hot"));

        Assert.True(over is { IsGranted: false, Waiting: false });
        await Release(Limits.WaitersMax);
        Assert.True((await Ask(20_000, Exact("resources/hot"))).Waiting);
        Assert.False((await Ask(20_001, Exact("resources/hot"))).Waiting);
        await Release(0);
        Assert.True((await Ask(20_001, Exact("resources/hot"))).Waiting);
    }

    [Theory]
    [InlineData(LockMode.Exact, true)]
    [InlineData(LockMode.Tree, true)]
    [InlineData(LockMode.Tree, false)]
    public async Task Request_HoweverManyAreHeld_CostsTheSame(LockMode mode, bool granted)
    {
        await HoldMany(10);
        await Ask(1, Tree("resources/x/y/z"));
        var path = granted ? "resources/q/r/s" : "resources/x/y/z/w";
        var few = await CostOf(2, mode, path);
        for (var i = 0; i < 2000; i++)
            await AskNow(3000 + i, Exact($"resources/q/r/t{i}"));
        var many = await CostOf(3, mode, path);

        Assert.InRange(few, 1, 30);
        Assert.Equal(few, many);
    }

    async Task<long> CostOf(int id, LockMode mode, string path)
    {
        var before = Cost;
        await Ask(id, Lock(mode, path));
        await Release(id);
        return Cost - before;
    }

    [Theory]
    [InlineData("resources/x/y")]
    [InlineData("resources/x/y/z")]
    [InlineData("resources/x")]
    public async Task Release_HoweverManyWait_CostsTheSame(string path)
    {
        var few = await CostsOfReleases(path, waiters: 10);
        Clear();
        var many = await CostsOfReleases(path, waiters: 1000);

        Assert.All(few, cost => Assert.InRange(cost, 1, 40));
        Assert.Equal(few, many);
    }

    /// <summary>Of one in the middle of the line, of the first, and of the holder, when the next one's turn comes.
    /// </summary>
    async Task<long[]> CostsOfReleases(string path, int waiters)
    {
        await Ask(0, Tree("resources/x/y"));
        for (var i = 1; i <= waiters; i++)
            Assert.True((await Ask(i, Tree(path))).Waiting);
        return [await CostOfRelease(waiters / 2, 0), await CostOfRelease(1, 0), await CostOfRelease(0, 1)];
    }

    async Task<long> CostOfRelease(int id, int grants)
    {
        var before = Cost;
        Assert.Equal(grants, (await Release(id)).Count);
        return Cost - before;
    }
}
