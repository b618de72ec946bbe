using System.Text.Json;

namespace Sagas.Contracts.Tests.Wire;

/// <summary>One instance of every record of the contracts, with every property set.</summary>
static class Samples
{
    static readonly TransactionId Id = TransactionId.Parse("01981b2c-0000-7000-8000-00000000002a", null);
    static readonly FencingToken Token = new(42);
    static readonly VikingUri From = Uri("viking://resources/a");
    static readonly VikingUri To = Uri("viking://resources/b/a");
    static readonly VikingUri Session = SessionUri.Of("alice", "s1");
    static readonly JsonElement Settings = JsonSerializer.SerializeToElement(new { keep = 1 });
    static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    static readonly TokenUsage Usage = new(80, 10, 90, CachedTokens: 20, ReasoningTokens: 4);
    static readonly DateTimeOffset End = Start.AddSeconds(1.5);
    static readonly Reason Why = new(
        ErrorCode.Conflict, "viking://resources/a is locked.", new Dictionary<string, string> { ["field"] = "uri" })
    {
        Step = 1,
    };

    static readonly IndexEntry Entry = new()
    {
        Uri = From,
        Level = 2,
        Abstract = "About a.",
        ContextType = "resource",
        ContentHash = "ba7816bf",
        Vector = [0, 0, 128, 63],
        OwnerSpace = "alice",
    };

    /// <summary>The sample of a type; null when none is written yet.</summary>
    public static object? Of(Type type) => All.SingleOrDefault(sample => sample.GetType() == type);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<object> All { get; } =
        [.. Values(), .. Commands(), .. Steps(), .. SessionCommit(), .. Machine(), .. Events()];

    static IEnumerable<object> Values() =>
    [
        Id, Token, From, Why, Entry, Usage,
        new Caller("acme", "alice", IsRoot: true),
        new PathLock("acme", From, LockMode.Tree),
        PlannedStep.Of(new MoveTree("acme", From, To)),
        PostAction.AfterFailure(new PurgeTransaction(Id), TimeSpan.FromSeconds(30)),
        new SourceHash("a.md", "ba7816bf"),
        new Memory(MemoryCategory.Preferences, "Tea", "I prefer green tea."),
        new WrittenFile(From, Existed: true, Stays: true),
        new StepResult("remove-entries", WireJson.ToElement(new RemovedEntries(3))),
    ];

    static IEnumerable<object> Commands() =>
    [
        new RemoveResource
        {
            Uri = From.Value, Recursive = true, TransactionId = Id, Account = "acme", User = "alice", WaitSeconds = 30,
        },
        new MoveResource
        {
            Source = From.Value, Destination = To.Value, TransactionId = Id, Account = "acme", User = "alice",
            WaitSeconds = 0.5,
        },
        new MakeDirectory
        {
            Uri = From.Value, Description = "About a.", TransactionId = Id, Account = "acme", User = "alice",
            WaitSeconds = 0,
        },
        new AddResource
        {
            Path = "docs", Content = "# A", UploadId = "upload_0123.zip", Name = "a.md", To = To.Value,
            Parent = From.Value, CreateParent = true, MustBeNew = true, IgnoreDirs = ["node_modules"],
            Include = ["*.md"], Exclude = ["draft-?.md"], TransactionId = Id, Account = "acme", User = "alice",
            WaitSeconds = 30,
        },
        new WriteFile
        {
            Uri = From.Value, Content = "# A", Mode = "append", TransactionId = Id, Account = "acme", User = "alice",
            WaitSeconds = 30,
        },
        new IndexDirectory
        {
            Uri = From.Value, Overview = "# A", Abstract = "About a.", Sources = [new SourceHash("a.md", "ba7816bf")],
            Listing = "c0ffee", Abstracts = [new SourceHash("sub", "5ab7")],
            Entries = [Entry], Gone = ["b.md"], RefreshParent = true, ContextType = "memory", Attempt = 1,
            TransactionId = Id, Account = "acme", User = "alice", WaitSeconds = 30,
        },
        new CreateSession
        {
            SessionId = "s1", Settings = Settings, TransactionId = Id, Account = "acme", User = "alice",
            WaitSeconds = 30,
        },
        new CommitSession
        {
            SessionId = "s1", KeepRecentCount = 2, TransactionId = Id, Account = "acme", User = "alice",
            WaitSeconds = 30,
        },
    ];

    static IEnumerable<object> Steps() =>
    [
        new MoveTree("acme", From, To),
        new MovedTree(IsDirectory: true, ReplacesFile: true, [To.Parent!]),
        new RekeyEntries("acme", From, To),
        new RekeyedEntries(Moved: 3, Replaced: 1),
        new RemoveTree("acme", From, Recursive: true),
        new RemovedTree(Existed: true),
        new RemoveEntries("acme", From),
        new RemovedEntries(Count: 3),
        new CreateDirectory("acme", To),
        new CreatedDirectory([To.Parent!, To]),
        new StageTree
        {
            Account = "acme", Path = "docs", UploadId = "upload_0123.zip", Content = "# A", Name = "a.md",
            IgnoreDirs = ["node_modules"], Include = ["*.md"], Exclude = ["draft-?.md"],
        },
        new StagedTree(),
        new PlaceTree("acme", To, StagedBy: 1, MustBeNew: true, ParentMustExist: true),
        new PlacedTree(Replaces: true, [To.Parent!]),
        new WriteContent("acme", To, "# A", WriteMode.Append),
        new WroteContent(Replaced: true, [To.Parent!]),
        new UpsertEntries("acme", From, [Entry], ["b.md"]),
        new UpsertedEntries(Added: 1, Replaced: 2, Removed: 3),
        new WriteSidecars("acme", From, "# A", "About a.", [new SourceHash("a.md", "ba7816bf")], ["b.md"])
        {
            Listing = "c0ffee", Abstracts = [new SourceHash("sub", "5ab7")],
        },
        new WroteSidecars(HadOverview: true, HadAbstract: true),
        new PlaceSession("acme", Session, "alice", Settings),
        new PlacedSession([Session.Parent!]),
        new ArchiveMessages("acme", Session, Id, KeepRecent: 2, "alice"),
        new ArchivedMessages(2, 10, 4096, "ba7816bf", 900, Id, ArchivedMessages.NoMessages),
        new EnqueueSemantic
        {
            TransactionId = Id, Action = "semantic", Account = "acme", User = "alice", Uri = From, Recursive = true,
            ContextType = "resource", Attempt = 1, ModelAttempt = 2,
        },
        new PurgeTransaction(Id) { KeepsSetAside = true },
    ];

    static IEnumerable<object> SessionCommit() =>
    [
        new AskForTurn(Id, Id),
        new TurnGranted(Id),
        new TurnWaitExpired(Id),
        new ExtractMemories(Id, 1, "acme", "alice", SessionUri.Archive(Session, 1)),
        new ExtractionBegun(Id, 1),
        new ExtractionFailed(Id, 1, Why, IsFinal: true, Usage),
        new ExtractionTimedOut(Id),
        new ExtractionDue(Id),
        new AnswerOverdue(Id),
        new MemoriesExtracted(
            Id, 1, [new Memory(MemoryCategory.Facts, "Tea", "Tea is hot.")], Dropped: 1, "# Tea", "About tea.",
            Usage),
        new WriteMemories(
            "acme", "alice", SessionUri.Archive(Session, 1), Id,
            [new Memory(MemoryCategory.Facts, "Tea", "Tea is hot.")], Dropped: 1, "# Tea", "About tea.", Start, Why,
            Usage),
        new WroteMemories(
            [new WrittenFile(From, Existed: true, Stays: true)], new Dictionary<string, int> { ["facts"] = 1 },
            Known: 2, Dropped: 3),
    ];

    static IEnumerable<object> Machine() =>
    [
        new BeginTransaction
        {
            TransactionId = Id, Operation = "mv", Account = "acme", User = "alice", Uris = [From.Value, To.Value],
            Locks = [new PathLock("acme", From, LockMode.Tree), new PathLock("acme", To, LockMode.Exact)],
            Steps = [PlannedStep.Of(new MoveTree("acme", From, To))],
            PostActions = [PostAction.AfterEnd(new PurgeTransaction(Id))],
            WaitSeconds = 30, Refusal = Why, ReplyTo = new Uri("exchange:replies"), RequestId = Id.Value,
        },
        new ExecuteStep(Id, 1, "move-tree", 2, Token, WireJson.ToElement(new MoveTree("acme", From, To))),
        new CompensateStep(Id, 1, "move-tree", 2, Token, WireJson.ToElement(new MoveTree("acme", From, To))),
        new StepCompleted(Id, 1, WireJson.ToElement(new RemovedEntries(3))),
        new StepFailed(Id, 1, Why),
        new StepUndone(Id, 1, NothingToUndo: true),
        new StepProgress(Id, 1, Done: 10, Total: 20, "files"),
        new LocksGranted(Id, Token),
        new LockWaitExpired(Id),
        new StepTimedOut(Id),
        new ExecDeadlineReached(Id),
        new UndoRetryDue(Id),
        new CancelTransaction(Id, "alice"),
        new RetryTransaction(Id, "alice"),
        new ResolveTransaction(Id, "alice", "moved back by hand"),
    ];

    static IEnumerable<object> Events() =>
    [
        new TransactionCommitted(Id, "mv", "acme", [From.Value, To.Value], Why, Start, End),
        new TransactionRejected(Id, "mv", "acme", [From.Value, To.Value], Why, Start, End),
        new TransactionRolledBack(Id, "mv", "acme", [From.Value, To.Value], Why, Start, End),
        new TransactionSuspended(Id, "mv", "acme", [From.Value, To.Value], Why, Start, End),
        new TransactionReleased(Id, "mv", "acme", [From.Value, To.Value], Why, Start, End)
        {
            Outcome = TransactionOutcome.RolledBack,
            Results = [new StepResult("remove-entries", WireJson.ToElement(new RemovedEntries(3)))],
        },
    ];

    static VikingUri Uri(string text) => VikingUriParser.Parse(text, "uri");
}
