using System.Text;
using Sagas.Contracts;
using Sagas.Intake;
using Sagas.Operations;
using Sagas.Persistence.Model;
using Sagas.Persistence.Outbox;
using Sagas.Queries;
using Sagas.Tests.Hosting;

namespace Sagas.Tests.Queries;

/// <summary>What is accepted is on somebody's list until it is done: here for an account, and by the uploads.</summary>
public sealed class OpenWorkTests : QueriesTest
{
    const string Upload = "upload_0123456789abcdef0123456789abcdef.zip";

    static readonly AddResource Add = new() { UploadId = Upload, To = "viking://resources/a", Account = "acme" };

    readonly ScriptedFaults _faults = new();
    readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private protected override Setup Setup => new() { Faults = _faults };

    IOpenWork Work => Coordinator.Get<IOpenWork>();

    public override ValueTask DisposeAsync()
    {
        _gate.TrySetResult();
        return base.DisposeAsync();
    }

    /// <summary>What is handed in stays in the outbox.</summary>
    ITransactionClient Held()
    {
        _faults.Hold("outbox.before-send", _gate.Task);
        return Coordinator.Get<ITransactionClient>();
    }

    [Fact]
    public async Task Command_HandedInAndNotBegun_IsLeftWithItsUpload()
    {
        await Held().Submit(Add, Stop);

        Assert.True(await Work.IsLeft("acme", Stop));
        Assert.False(await Work.IsLeft("acm", Stop));
        Assert.Equal([Upload], await Work.Uploads(Stop));
    }

    [Fact]
    public async Task PostAction_NotConsumed_IsLeftForItsAccountAlone()
    {
        await Held().PostAction(
            new EnqueueSemantic
            {
                TransactionId = First,
                Action = "index",
                Account = "acme",
                User = "alice",
                Uri = Sample.Uri("resources/a"),
            },
            Stop);

        Assert.True(await Work.IsLeft("acme", Stop));
        Assert.False(await Work.IsLeft(Sample.Account, Stop));
        Assert.Empty(await Work.Uploads(Stop));
    }

    [Theory]
    [InlineData(TransactionPhase.Acquire, true, true)]
    [InlineData(TransactionPhase.Exec, true, true)]
    [InlineData(TransactionPhase.RollingBack, true, false)]
    [InlineData(TransactionPhase.Suspended, false, false)]
    [InlineData(TransactionPhase.Released, false, false)]
    public async Task Transaction_InAPhase_IsLeftOrNot(string phase, bool isLeft, bool needsItsUpload)
    {
        var row = Row(1);
        row.Phase = PhaseName.ToState(phase);
        row.Account = "acme";
        row.Plan = new AddResourceOperation().Plan(Add, Caller.Of("acme", "alice"), First);
        await Store(row);

        Assert.Equal(isLeft, await Work.IsLeft("acme", Stop));
        Assert.False(await Work.IsLeft(Sample.Account, Stop));
        Assert.Equal(needsItsUpload ? [Upload] : [], await Work.Uploads(Stop));
    }

    [Fact]
    public async Task Extraction_AModelIsAsked_IsNotLeft()
    {
        await Store(new OutboxRow
        {
            Id = 1_000_000,
            Destination = "exchange:extract-memories",
            Body = Encoding.UTF8.GetBytes("""{ "account": "acme" }"""),
            Properties = "{}",
            Due = Sample.Now.AddDays(1),
        });

        Assert.False(await Work.IsLeft("acme", Stop));
    }

    [Theory]
    [InlineData(OpenWork.LeftSql)]
    [InlineData(OpenWork.PlansSql)]
    public void Statements_LookAtNothingThatHasEnded(string sql)
    {
        using var database = new TestDatabase();
        var plan = database.Query("EXPLAIN QUERY PLAN " + sql
            .Replace("{0}", "'a'", StringComparison.Ordinal).Replace("{1}", "1", StringComparison.Ordinal)
            .Replace("{2}", "'b'", StringComparison.Ordinal).Replace("{3}", "'c'", StringComparison.Ordinal));

        Assert.DoesNotContain(plan, line => line.Contains("SCAN transactions", StringComparison.Ordinal));
        Assert.DoesNotContain(plan, line => line.Contains("SCAN outbox", StringComparison.Ordinal));
    }
}
