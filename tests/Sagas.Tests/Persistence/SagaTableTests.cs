using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Sagas.Contracts;
using Sagas.Lifecycle;
using Sagas.Persistence.Model;
using Sagas.Persistence.Outbox;
using Sagas.Persistence.Sqlite;
using Sagas.Persistence.UnitOfWork;

namespace Sagas.Tests.Persistence;

/// <summary>The prepared commands write what the EF model says, and nothing drifts.</summary>
public sealed class SagaTableTests : IDisposable
{
    readonly TestDatabase _database = new();
    readonly SqliteSession _session;
    readonly SqliteUnitOfWork _unit;
    readonly SagaTable<TransactionState> _table;

    public SagaTableTests()
    {
        _session = new SqliteSession(_database.ConnectionString);
        using var db = _database.Context();
        var tables = new SagaTables(db.Model);
        _table = tables.Of<TransactionState>();
        _unit = new SqliteUnitOfWork(_session, tables, new RowNumbers(_session));
    }

    static TransactionState Full() => new()
    {
        CorrelationId = Sample.Id(1).Value,
        Version = 3,
        Phase = "RollingBack",
        Operation = "mv",
        Account = "acme",
        User = "ålice",
        Uris = ["viking://resources/a", "viking://resources/b"],
        Plan = new Plan(
            [Sample.Tree("resources/a")], [PlannedStep.Of(new RemoveTree("acme", Sample.Uri("resources/a"), true))],
            [PostAction.AfterEnd(new PurgeTransaction(Sample.Id(1)))]),
        Journal = new Journal([new StepRecord(
            StepStatus.UndoFailed, 2, JsonDocument.Parse("""{"count":1}""").RootElement, "error")]),
        Outcome = TransactionOutcome.Cancelled,
        Reason = new Reason("CODE", "message", new Dictionary<string, string> { ["a"] = "b" }) { Step = 1 },
        FencingToken = long.MaxValue,
        WaitSeconds = 12.5,
        UndoRounds = 4,
        ReplyTo = new Uri("exchange:replies"),
        RequestId = Sample.Id(2).Value,
        CreatedAt = Sample.Now,
        UpdatedAt = Sample.Now.AddMilliseconds(7),
        EndedAt = Sample.Now.AddDays(1),
        LockWaitToken = Sample.Id(3).Value,
        StepTimerToken = Sample.Id(4).Value,
        ExecDeadlineToken = Sample.Id(5).Value,
        UndoRetryToken = Sample.Id(6).Value,
    };

    static string Text(TransactionState row) => JsonSerializer.Serialize(row);

    [Fact]
    public void Full_HasNoDefaultValueAnywhere() => Assert.All(
        typeof(TransactionState).GetProperties(), p => Assert.NotEqual(
            p.PropertyType.IsValueType ? Activator.CreateInstance(p.PropertyType) : null, p.GetValue(Full())));

    [Fact]
    public void Columns_AreThoseOfTheDatabase()
    {
        var actual = _database.Query("SELECT name FROM pragma_table_info('transactions')");
        var written = _table.InsertSql.Split('(')[1].Split(')')[0].Split(", ");

        Assert.Equal(actual.Order(), written.Order());
        Assert.Equal(typeof(TransactionState).GetProperties().Length, written.Length);
    }

    [Fact]
    public async Task Insert_ByCommands_IsReadTheSameByEf()
    {
        Assert.True(await _unit.Insert(Full()));

        await using var db = _database.Context();
        Assert.Equal(Text(Full()), Text(db.Transactions.AsNoTracking().Single()));
        Assert.Equal(Text(Full()), Text((await _unit.Load<TransactionState>(Full().CorrelationId))!));
    }

    [Fact]
    public async Task Insert_ByEf_IsReadTheSameByCommands()
    {
        await using var db = _database.Context();
        db.Transactions.Add(Full());
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Text(Full()), Text((await _unit.Load<TransactionState>(Full().CorrelationId))!));
    }

    [Fact]
    public async Task Insert_WithEmptyValues_IsReadTheSame()
    {
        var row = new TransactionState { CorrelationId = Sample.Id(1).Value, Phase = "Exec" };
        await _unit.Insert(row);

        await using var db = _database.Context();
        Assert.Equal(Text(row), Text(db.Transactions.AsNoTracking().Single()));
        Assert.Equal(Text(row), Text((await _unit.Load<TransactionState>(row.CorrelationId))!));
    }

    [Fact]
    public async Task Insert_ATakenId_ChangesNothing()
    {
        await _unit.Insert(Full());
        var other = Full();
        other.Account = "other";

        Assert.False(await _unit.Insert(other));
        Assert.Equal("acme", (await _unit.Load<TransactionState>(other.CorrelationId))!.Account);
    }

    [Fact]
    public async Task Update_ChangesWhatMayChangeAndRaisesTheVersion()
    {
        await _unit.Insert(Full());
        var row = (await _unit.Load<TransactionState>(Full().CorrelationId))!;
        (row.Phase, row.EndedAt, row.UndoRetryToken, row.Account) = ("Released", null, null, "other");

        await _unit.Update(row);

        await using var db = _database.Context();
        var stored = db.Transactions.AsNoTracking().Single();
        Assert.Equal((4, "Released", null, null), (
            stored.Version, stored.Phase, stored.EndedAt, stored.UndoRetryToken));
        Assert.Equal("acme", stored.Account);
    }

    [Fact]
    public async Task Update_OfAnOlderVersion_IsStale()
    {
        await _unit.Insert(Full());
        var first = (await _unit.Load<TransactionState>(Full().CorrelationId))!;
        var second = (await _unit.Load<TransactionState>(Full().CorrelationId))!;
        await _unit.Update(first);
        second.Phase = "Released";

        await Assert.ThrowsAsync<StaleSagaException>(() => _unit.Update(second).AsTask());
        Assert.Equal("RollingBack", (await _unit.Load<TransactionState>(Full().CorrelationId))!.Phase);
    }

    [Fact]
    public async Task Delete_RemovesTheRow()
    {
        await _unit.Insert(Full());
        await _unit.Delete(Full());

        Assert.Null(await _unit.Load<TransactionState>(Full().CorrelationId));
    }

    [Fact]
    public async Task OutboxRow_ByCommands_IsReadTheSameByEf()
    {
        var row = new OutboxRow
        {
            MessageId = Sample.Id(1).Value,
            Destination = "exchange:x",
            IsOptional = true,
            ContentType = "a/b",
            Body = [0, 1, 255],
            Properties = "{}",
            Due = Sample.Now,
            Token = Sample.Id(2).Value,
            Attempts = 3,
            LastError = "no",
            Parked = true,
        };
        await _unit.Add(row);

        await using var db = _database.Context();
        var stored = db.Outbox.AsNoTracking().Single();
        Assert.Equal(JsonSerializer.Serialize(row), JsonSerializer.Serialize(stored));
        await _unit.CancelTimer(Sample.Id(2).Value);
        Assert.Empty(db.Outbox.ToList());
    }

    public void Dispose()
    {
        _session.Dispose();
        _database.Dispose();
    }
}
