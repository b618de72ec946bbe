using System.Net;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Sagas.Consumers.SessionCommit;
using Sagas.Consumers.Sessions;
using Sagas.Consumers.Tests.Semantics;
using Sagas.Contracts;
using Sagas.Testing.Processes;

namespace Sagas.Consumers.Tests.SessionCommit;

/// <summary>What the consumer answers: whatever happens, it answers.</summary>
public sealed class ExtractMemoriesTests : IAsyncLifetime, ICommitReplies
{
    static readonly TransactionId Commit = new(new Guid("0198c000-0000-7000-8000-00000000000c"));
    static readonly VikingUri Session = SessionUri.Of("alice", "s1");
    static readonly ExtractMemories Request = new(Commit, 4, "acme", "alice", SessionUri.Archive(Session, 1));

    static readonly TokenUsage Used = new(7, 5, 12);

    readonly FakeTimeProvider _time = new();
    readonly ScriptedExtractor _extractor = new();
    readonly CountingModels _summarizer = new();
    readonly FakeArchives _archives = new();
    readonly List<ExtractionBegun> _begun = [];
    readonly TaskCompletionSource<object> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    IBusControl _bus = null!;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    bool HasBegun
    {
        get
        {
            lock (_begun)
                return _begun.Count > 0;
        }
    }

    public async ValueTask InitializeAsync()
    {
        var consumer = new ExtractMemoriesConsumer(
            new ArchiveReader(_archives, _extractor, _summarizer), this, new ExtractionOptions(),
            new NoFaultPoints(), _time, NullLogger<ExtractMemoriesConsumer>.Instance);
        _bus = Bus.Factory.CreateUsingInMemory(transport =>
        {
            transport.ReceiveEndpoint("extract-memories", e => e.Instance(consumer));
            transport.ReceiveEndpoint(QueueName.SessionCommits, e =>
            {
                e.Handler<ExtractionBegun>(c =>
                {
                    lock (_begun)
                        _begun.Add(c.Message);
                    return Task.CompletedTask;
                });
            });
        });
        await _bus.StartAsync(Stop);
    }

    Task ICommitReplies.Send<T>(T answer, CancellationToken cancellationToken)
    {
        _answer.TrySetResult(answer);
        return Task.CompletedTask;
    }

    async Task<T> Answer<T>()
    {
        var endpoint = await _bus.GetSendEndpoint(QueueName.Address("extract-memories"));
        await endpoint.Send(Request, Stop);
        return Assert.IsType<T>(await _answer.Task.WaitAsync(TimeSpan.FromSeconds(20), Stop));
    }

    [Fact]
    public async Task Consume_AnArchive_AnswersMemoriesAndSummaries()
    {
        _extractor.Does = _ => new Extraction([new Memory("facts", "Tea", "Tea is hot.")], 2);

        var answer = await Answer<MemoriesExtracted>();

        Assert.Equal((Commit, 4, 2), (answer.TransactionId, answer.Attempt, answer.Dropped));
        Assert.Equal(Used, answer.Usage);
        Assert.Equal("Tea is hot.", Assert.Single(answer.Memories).Text);
        Assert.Contains("Hello tea", answer.Abstract, StringComparison.Ordinal);
        Assert.StartsWith("# archive_001", answer.Overview, StringComparison.Ordinal);
        // It goes over the bus, and nobody waits for it.
        await Eventually.Holds("begun", () => Task.FromResult(HasBegun));
        lock (_begun)
            Assert.Equal(new ExtractionBegun(Commit, 4), _begun[0]);
    }

    public static TheoryData<string, bool, string> Failures => new()
    {
        { "gone", true, "is gone" },
        { "broken", true, "The archive cannot be read" },
        { "400", true, "The model refuses the archive" },
        { "413", true, "The model refuses the archive" },
        { "429", false, "The model cannot be asked" },
        { "500", false, "The model cannot be asked" },
        { "useless", false, "Nothing." },
        { "disk", false, "IOException" },
        { "defect", false, "InvalidOperationException" },
    };

    [Theory, MemberData(nameof(Failures))]
    public async Task Consume_SomethingBreaks_AnswersWhyAndWhetherItMayPass(string what, bool isFinal, string why)
    {
        _archives.Missing = what == "gone";
        _archives.Thrown = what switch
        {
            "broken" => new InvalidDataException("Half a line."),
            "disk" => new IOException("Input/output error"),
            _ => null,
        };
        _extractor.Does = _ => throw what switch
        {
            "useless" => new ExtractionException(new Reason(ErrorCode.Unavailable, "Nothing."), false),
            "defect" => new InvalidOperationException("Oops."),
            _ => new HttpRequestException("HTTP", null, (HttpStatusCode)int.Parse(what, null)),
        };

        var answer = await Answer<ExtractionFailed>();

        Assert.Equal((Commit, 4, isFinal), (answer.TransactionId, answer.Attempt, answer.IsFinal));
        Assert.Contains(why, answer.Reason.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Consume_TheAnswerIsOfNoUse_WhatItCostIsToldAllTheSame()
    {
        _extractor.Does = _ => throw new ExtractionException(new Reason(ErrorCode.Unavailable, "Nothing."), false);

        Assert.Equal(Used, (await Answer<ExtractionFailed>()).Usage);
    }

    [Fact]
    public async Task Consume_TheModelIsSilent_IsEndedAfterItsTime()
    {
        _extractor.Silent = true;
        var answer = Answer<ExtractionFailed>();
        await _extractor.Began.Task.WaitAsync(TimeSpan.FromSeconds(20), Stop);

        _time.Advance(new ExtractionOptions().Timeout);

        Assert.Equal(ErrorCode.DeadlineExceeded, (await answer).Reason.Code);
    }

    [Fact]
    public async Task Consume_TheModelSaysTooMuch_KeepsTheLimitsOfBothSummaries()
    {
        _summarizer.Answer = string.Concat(Enumerable.Repeat("word ", 2000));

        var answer = await Answer<MemoriesExtracted>();

        Assert.InRange(answer.Overview.Length, 3000, 4000);
        Assert.InRange(answer.Abstract.Length, 192, 256);
    }

    public async ValueTask DisposeAsync()
    {
        await _bus.StopAsync(CancellationToken.None);
        _summarizer.Dispose();
    }

    sealed class ScriptedExtractor : IMemoryExtractor
    {
        public Func<Transcript, Extraction> Does { get; set; } = _ => new Extraction([], 0);

        public bool Silent { get; set; }

        public TaskCompletionSource Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<Extraction> Extract(
            Transcript transcript, ModelCalls calls, CancellationToken cancellationToken)
        {
            await calls.Begin();
            calls.Add(Used);
            Began.TrySetResult();
            if (Silent)
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            return Does(transcript);
        }
    }

    sealed class FakeArchives : ISessionArchives
    {
        public bool Missing { get; set; }

        public Exception? Thrown { get; set; }

        static readonly SessionArchive Archive = new(
            SessionUri.Archive(Session, 1), 1, Commit, null, 1, 1, 1, 0, DateTimeOffset.UnixEpoch, "alice");

        public ValueTask<SessionArchive?> Find(
            string account, VikingUri session, TransactionId commit, CancellationToken cancellationToken) =>
            ValueTask.FromResult(Missing ? null : Archive);

        public ValueTask<SessionArchive?> Find(
            string account, VikingUri session, int number, CancellationToken cancellationToken) =>
            ValueTask.FromResult(Missing ? null : Archive);

        public ValueTask<SessionArchive?> Last(
            string account, VikingUri session, CancellationToken cancellationToken) =>
            ValueTask.FromResult<SessionArchive?>(Archive);

        public ValueTask<SessionTotals> Totals(
            string account, VikingUri session, CancellationToken cancellationToken) =>
            ValueTask.FromResult(SessionTotals.None);

        public async IAsyncEnumerable<SessionMessage> Read(
            string account, SessionArchive archive,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            if (Thrown is not null)
                throw Thrown;
            yield return new SessionMessage
            {
                Id = "m1",
                Role = "user",
                Parts = [JsonSerializer.SerializeToElement(new { type = "text", text = "Hello tea." })],
                CreatedAt = DateTimeOffset.UnixEpoch,
            };
        }
    }
}
