using Sagas.Contracts;
using Sagas.Lifecycle;
using Sagas.Persistence.Model;
using Sagas.Queries;
using Sagas.SessionCommit;

namespace Sagas.Tests.Queries;

/// <summary>Pages are as full as they may be, and stay what they are while rows arrive.</summary>
public sealed class ListTests : QueriesTest
{
    static IEnumerable<TransactionId> Ids(IEnumerable<TransactionView> views) => views.Select(view => view.Id);

    async Task<TransactionPage> Page(TransactionFilter filter, string? cursor = null)
    {
        TransactionCursor? after = null;
        Assert.True(cursor is null || TransactionCursor.TryParse(cursor, out after));
        return await Queries.List(filter with { After = after }, Stop);
    }

    [Fact]
    public async Task List_OfAUserAmongMany_IsAsFullAsItsLimit()
    {
        await Store([.. Enumerable.Range(1, 200).Select(n => Row(n, n % 20 == 0 ? "alice" : "bob", n))]);

        var page = await Page(new TransactionFilter(Limit: 7) { Account = Sample.Account, User = "alice" });

        Assert.Equal(
            new[] { 200, 180, 160, 140, 120, 100, 80 }.Select(Sample.Id), Ids(page.Items));
        var rest = await Page(
            new TransactionFilter(Limit: 7) { Account = Sample.Account, User = "alice" }, page.NextCursor);
        Assert.Equal(new[] { 60, 40, 20 }.Select(Sample.Id), Ids(rest.Items));
        Assert.Null(rest.NextCursor);
        Assert.Empty((await Page(new TransactionFilter { Account = "other", User = "alice" })).Items);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task List_RowsArriveBetweenPages_EachIsSeenOnce(int secondsBetween)
    {
        const int before = 100;
        var next = before;
        await Store([.. Enumerable.Range(1, before).Select(n => Row(n, second: n * secondsBetween))]);

        var seen = new List<TransactionId>();
        for (var page = await Page(new TransactionFilter(Limit: 9)); ;)
        {
            seen.AddRange(Ids(page.Items));
            if (page.NextCursor is null)
                break;
            await Store([.. Enumerable.Range(0, 5).Select(_ => Row(++next, second: next * secondsBetween))]);
            page = await Page(new TransactionFilter(Limit: 9), page.NextCursor);
        }

        Assert.Equal(Enumerable.Range(1, before).Reverse().Select(Sample.Id), seen);
    }

    [Fact]
    public async Task List_ByStatus_IsWhatTheViewsSay()
    {
        var number = 0;
        foreach (var (phase, outcome) in
            from phase in Phases from outcome in Outcomes select (phase, outcome))
        {
            foreach (var commit in CommitPhases)
            {
                var row = Row(++number);
                (row.Phase, row.Outcome) = (PhaseName.ToState(phase), outcome);
                await Store(commit is null ? [row] : [row, Commit(row, commit)]);
            }
        }

        var all = await Page(new TransactionFilter(Limit: 1000));
        Assert.Equal(number, all.Items.Count);
        foreach (var status in TransactionStatus.All)
        {
            var expected = all.Items.Where(view => TransactionStatus.Of(view) == status).ToList();
            var found = await Page(new TransactionFilter(Limit: 1000) { Status = status });
            Assert.NotEmpty(expected);
            Assert.Equal(Ids(expected), Ids(found.Items));
        }
    }

    [Fact]
    public async Task List_ByStatusAmongMany_IsAsFullAsItsLimit()
    {
        await Store([.. Enumerable.Range(1, 300).Select(n =>
        {
            var row = Row(n, second: n);
            row.Outcome = n <= 2 ? TransactionOutcome.RolledBack : TransactionOutcome.Committed;
            return row;
        })]);

        var page = await Page(new TransactionFilter(Limit: 2) { Status = TransactionStatus.Failed });

        Assert.Equal(new[] { 2, 1 }.Select(Sample.Id), Ids(page.Items));
        Assert.Null(page.NextCursor);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("50")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("________________________________")]
    [InlineData("AAAA AAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Cursor_ThatIsNone_IsNotTaken(string? text) => Assert.False(TransactionCursor.TryParse(text, out _));

    [Fact]
    public void Cursor_AsText_IsTheSame()
    {
        var cursor = new TransactionCursor(Sample.Now, new TransactionId(Guid.CreateVersion7(Sample.Now)));
        Assert.True(TransactionCursor.TryParse(cursor.ToString(), out var read));
        Assert.Equal(cursor, read);
    }

    static CommitState Commit(TransactionState row, string phase) => new()
    {
        CorrelationId = row.CorrelationId,
        Phase = PhaseName.ToState(phase.ToUpperInvariant()),
        Account = row.Account,
        User = row.User,
        Session = "s",
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
    };

    static readonly string[] Phases = [.. typeof(TransactionPhase).GetFields().Select(f => (string)f.GetValue(null)!)];

    static readonly string?[] Outcomes =
        [null, .. typeof(TransactionOutcome).GetFields().Select(f => (string)f.GetValue(null)!)];

    static readonly string?[] CommitPhases =
    [
        null,
        .. typeof(SessionCommitPhase).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetValue(null)!),
    ];
}
