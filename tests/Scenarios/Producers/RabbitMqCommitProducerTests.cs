using System.Text;
using System.Text.Json;
using Sagas.Contracts;
using Sagas.Scenarios.DeadLetters;
using Sagas.Scenarios.EndToEnd;
using Sagas.Scenarios.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.Producers;

/// <summary>Sessions are committed by producers in any language.</summary>
public sealed class RabbitMqCommitProducerTests(RabbitMqWorld world) : ScenarioTests<RabbitMqWorld>(world)
{
    const string Queue = "commit-session";

    [Fact]
    public async Task PlainJson_Commit_ArchivesAnswersAndRemembers()
    {
        var (key, user) = Talk();
        await using var producer = await Producer.Connect(World);
        var replies = await producer.Replies();

        await producer.Send(Queue, Json(new
        {
            transactionId = key,
            sessionId = "s1",
            keepRecentCount = 2,
            account = "default",
            user,
        }), replyTo: replies);

        var (reply, properties) = await producer.Next(replies);
        Assert.Equal("my request", properties.CorrelationId);
        var released = WireJson.To<TransactionReleased>(JsonDocument.Parse(reply).RootElement);
        Assert.Equal((key, TransactionOutcome.Committed), (released.TransactionId.ToString(), released.Outcome));
        var archived = WireJson.To<ArchivedMessages>(Assert.Single(released.Results!).Result);
        Assert.Equal((1, 3), (archived.Archive, archived.Messages));
        await Phase(key, SessionCommitPhase.Completed);
        await Invariant.Holds(World);
        var tree = World.Stores.Tree($"viking://user/{user}");
        Assert.Equal(2, tree["sessions/s1/messages.jsonl"].TrimEnd().Split('\n').Length);
        Assert.Contains(tree.Keys, name => name.StartsWith("memories/preferences/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PlainJson_CommitSentAgainAfterItsEnd_IsAnsweredAgain()
    {
        var (key, user) = Talk();
        var command = Json(new { transactionId = key, sessionId = "s1", user });
        await using var producer = await Producer.Connect(World);
        await producer.Send(Queue, command);
        await Phase(key, SessionCommitPhase.Completed);
        var replies = await producer.Replies();

        await producer.Send(Queue, command, replyTo: replies);

        var reply = JsonDocument.Parse((await producer.Next(replies)).Body).RootElement;
        Assert.Equal(TransactionOutcome.Committed, reply.Text("outcome"));
        Assert.Equal(1, reply.GetProperty("results")[0].GetProperty("result").GetProperty("archive").GetInt32());
        await Invariant.Holds(World);
        Assert.DoesNotContain(
            "sessions/s1/history/archive_002/.meta.json", World.Stores.Tree($"viking://user/{user}").Keys);
    }

    [Fact]
    public async Task PlainJson_UnknownField_IsADeadLetterThatNamesIt()
    {
        var (_, user) = Talk();
        var body = Json(new { sessionId = "s1", keepRecent = 2, user });
        await using var producer = await Producer.Connect(World);
        await producer.Declare("sagas.dead-letters");

        await producer.Send(Queue, body);

        var (kept, properties) = await producer.Next("sagas.dead-letters");
        Assert.Equal(body, kept);
        var reason = properties.Headers!["MT-Fault-Message"];
        Assert.Contains(
            "keepRecent", reason is byte[] bytes ? Encoding.UTF8.GetString(bytes) : $"{reason}",
            StringComparison.Ordinal);
        Assert.Equal(5, Live(user));
    }

    [Fact]
    public async Task PlainJson_UnknownSession_IsAnsweredAndNoDeadLetter()
    {
        var key = NewKey();
        await using var producer = await Producer.Connect(World);
        var replies = await producer.Replies();

        await producer.Send(Queue, Json(new { transactionId = key, sessionId = "nobody" }), replyTo: replies);

        var reply = JsonDocument.Parse((await producer.Next(replies)).Body).RootElement;
        Assert.Equal(
            (TransactionOutcome.RolledBack, ErrorCode.NotFound),
            (reply.Text("outcome"), reply.GetProperty("reason").Text("code")));
        await Phase(key, SessionCommitPhase.Failed);
        await Invariant.Holds(World);
        Assert.Empty(await Client.DeadLetters());
    }

    [Theory]
    [InlineData("""{"transactionId":"KEY","sessionId":"a/b"}""")]
    [InlineData("""{"transactionId":"KEY"}""")]
    [InlineData("""{"transactionId":"KEY","sessionId":"s1","keepRecentCount":-1}""")]
    [InlineData("""{"transactionId":"KEY","sessionId":"s1","waitSeconds":-1}""")]
    public async Task PlainJson_WhatCannotBe_IsRejected(string body)
    {
        var key = NewKey();
        await using var producer = await Producer.Connect(World);

        await producer.Send(Queue, body.Replace("KEY", key, StringComparison.Ordinal));

        Assert.Equal(TransactionOutcome.Rejected, await OutcomeOf(key));
        await Invariant.Holds(World);
        Assert.Empty(await Client.DeadLetters());
    }

    (string Key, string User) Talk()
    {
        var key = NewKey();
        var user = $"producer-{key}";
        SessionSeed.Put(World.Stores, user, "s1", SessionSeed.Talk);
        return (key, user);
    }

    int Live(string user) => World.Stores.Tree($"viking://user/{user}")["sessions/s1/messages.jsonl"]
        .TrimEnd().Split('\n').Length;

    Task Phase(string key, string phase) => Eventually.Holds(
        $"commit {key} {phase}",
        async () => await Client.Transaction(key) is { } transaction
            && transaction.GetProperty("commit") is { ValueKind: JsonValueKind.Object } commit
            && commit.Text("phase") == phase);

    static string Json(object value) => JsonSerializer.Serialize(value);
}
