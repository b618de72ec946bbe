using System.Text.Json;
using MassTransit.Serialization;
using Microsoft.EntityFrameworkCore;
using Sagas.Contracts;
using Sagas.Lifecycle;
using Sagas.Persistence.Model;

namespace Sagas.Queries;

internal sealed class OpenWork(IDbContextFactory<SagasDbContext> contexts, TimeProvider time) : IOpenWork
{
    // One statement, so one moment, as the backlog's. An outbox row knows no account, but its body does when it begins
    // work; what it says nothing of is about a transaction that is open. A model is asked for memories as long as it
    // takes.
    internal const string LeftSql = $$"""
        SELECT EXISTS (SELECT 1 FROM transactions WHERE account = {0} AND phase IN ('{{TransactionPhase.Init}}',
                '{{TransactionPhase.Acquire}}', '{{TransactionPhase.Exec}}', '{{TransactionPhase.Committed}}',
                '{{TransactionPhase.RollingBack}}', '{{TransactionPhase.RolledBack}}'))
            OR EXISTS (SELECT 1 FROM outbox WHERE parked = 0 AND (token IS NULL OR due <= {1})
                AND destination <> {2} AND instr(body, {3}) > 0) AS "Value"
        """;
    const string BeginsSql = $$"""
        SELECT body AS "Value" FROM outbox WHERE token IS NULL AND properties LIKE '%:{{nameof(BeginTransaction)}}"%'
        """;
    // Who is being undone needs no source any more.
    internal const string PlansSql = $$"""
        SELECT plan AS "Value" FROM transactions WHERE phase IN ('{{TransactionPhase.Init}}',
            '{{TransactionPhase.Acquire}}', '{{TransactionPhase.Exec}}') AND plan LIKE '%uploadId%'
        """;

    static readonly string Extraction = $"exchange:{QueueName.Of<ExtractMemories>()}";
    static readonly string Staging = QueueName.Of<StageTree>();

    public async Task<bool> IsLeft(string account, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Database.SqlQueryRaw<bool>(
            LeftSql, account, time.GetUtcNow().ToUnixTimeMilliseconds(), Extraction, AsInBody(account))
            .SingleAsync(cancellationToken);
    }

    public async Task<IReadOnlySet<string>> Uploads(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = new HashSet<string>(StringComparer.Ordinal);
        // In the direction in which work goes: what begins between the two is found twice, not never.
        await foreach (var body in db.Database.SqlQueryRaw<byte[]>(BeginsSql).AsAsyncEnumerable()
            .WithCancellation(cancellationToken))
            found.UnionWith(UploadsIn(StepsOf(body)));
        await foreach (var plan in db.Database.SqlQueryRaw<string>(PlansSql).AsAsyncEnumerable()
            .WithCancellation(cancellationToken))
            found.UnionWith(UploadsIn(JsonSerializer.Deserialize<Plan>(plan, WireJson.Options)!.Steps));
        return found;
    }

    static IReadOnlyList<PlannedStep> StepsOf(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        return WireJson.To<BeginTransaction>(json.RootElement.GetProperty("message")).Steps;
    }

    static IEnumerable<string> UploadsIn(IEnumerable<PlannedStep> steps) => steps
        .Where(step => step.Kind == Staging)
        .Select(step => WireJson.To<StageTree>(step.Arguments).UploadId).OfType<string>();

    /// <summary>The account as the bytes that the transport's serializer makes of it, whatever its layout.</summary>
    static byte[] AsInBody(string account)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(
            new { Account = account }, SystemTextJsonMessageSerializer.Options);
        var (start, end) = (Array.IndexOf(json, (byte)'"'), Array.LastIndexOf(json, (byte)'"'));
        return json[start..(end + 1)];
    }
}
