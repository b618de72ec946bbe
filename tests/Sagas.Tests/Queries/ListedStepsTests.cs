using Sagas.Contracts;
using Sagas.Lifecycle;
using Sagas.Queries;

namespace Sagas.Tests.Queries;

/// <summary>A plan holds what is written, whole: a listing says what happens, and one transaction what with.</summary>
public sealed class ListedStepsTests : QueriesTest
{
    const int Many = 20;
    const int Bytes = 1 << 20;

    readonly StatementLog _statements = new();

    TransactionQueries Watched => new(new WatchedContexts(Files.Database, _statements), TimeProvider.System);

    static TransactionState Large(int number)
    {
        var uri = Sample.Uri("resources/a");
        var row = Row(number);
        row.Plan = new Plan(
            [],
            [
                PlannedStep.Of(new WriteContent(
                    Sample.Account, uri, new string('x', Bytes), WriteMode.Replace)),
                PlannedStep.Of(new RemoveEntries(Sample.Account, uri)),
            ],
            []);
        row.Journal = Journal.Empty(2).WithSent(0).WithDone(0, WireJson.ToElement(new { number }));
        return row;
    }

    Task Store() => Store([.. Enumerable.Range(1, Many).Select(Large)]);

    [Fact]
    public async Task List_OfLargeSteps_NamesThemAndReadsNoPlan()
    {
        await Store();

        var page = await Watched.List(new TransactionFilter(Limit: Many), Stop);

        Assert.Equal(Many, page.Items.Count);
        Assert.All(page.Items, view => Assert.Equal(
            [
                new StepView(0, "write-content", "done", 1, null, null, null),
                new StepView(1, "remove-entries", "pending", 0, null, null, null),
            ],
            view.Steps));
        Assert.DoesNotContain(_statements.Texts, text => text.Contains("\"plan\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_ButForWhatStepsHold_TellsWhatFindTells()
    {
        var row = Large(1);
        (row.Outcome, row.Reason) = (TransactionOutcome.RolledBack, new Reason(ErrorCode.Internal, "By hand."));
        (row.FencingToken, row.EndedAt) = (7, row.CreatedAt.AddHours(2));
        row.UpdatedAt = row.CreatedAt.AddHours(1);
        await Store([row]);

        var listed = Assert.Single((await Queries.List(new TransactionFilter(), Stop)).Items);

        var found = (await Queries.Find(Sample.Id(1), Stop))!;
        var told = found with { Steps = [.. found.Steps.Select(x => x with { Arguments = null, Result = null })] };
        Assert.Equal(WireJson.ToElement(told).GetRawText(), WireJson.ToElement(listed).GetRawText());
    }

    [Fact]
    public async Task Find_HasTheStepsWithAllThatTheyHold()
    {
        await Store();

        var steps = (await Queries.Find(Sample.Id(3), Stop))!.Steps;

        Assert.Equal(Bytes, WireJson.To<WriteContent>(steps[0].Arguments!.Value).Content.Length);
        Assert.Equal("""{"number":3}""", steps[0].Result!.Value.GetRawText());
    }

    [Fact]
    public async Task List_OfACaller_IsAnsweredByIndexes()
    {
        await Store([.. Enumerable.Range(1, Many).Select(n => (object)Row(n))]);

        await Watched.List(new TransactionFilter { Account = Sample.Account, User = "alice" }, Stop);

        Assert.Contains(_statements.Plans, line => line.Contains(
            "INDEX IX_transactions_account_user_name_created_at", StringComparison.Ordinal));
        Assert.DoesNotContain(_statements.Plans, line => line.StartsWith("SCAN", StringComparison.Ordinal)
            && !line.Contains("VIRTUAL TABLE", StringComparison.Ordinal));
    }
}
