using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Sagas.Consumers.SessionCommit;
using Sagas.Consumers.Sessions;
using Sagas.Consumers.Tests.FileTree;
using Sagas.Contracts;

namespace Sagas.Consumers.Tests.Sessions;

/// <summary>A session in a fresh tree, and what one process has on it.</summary>
sealed class SessionLab : IDisposable
{
    public static readonly VikingUri Session = SessionUri.Of("alice", "s1");
    public static readonly TransactionId Commit = new(new Guid("0198c000-0000-7000-8000-00000000c001"));

    static readonly DateTimeOffset Start = new(2026, 8, 22, 9, 37, 44, TimeSpan.Zero);

    public SessionGates Gates { get; } = new();

    public SessionLab(ArchiveMessages? command = null, IFaultPoints? faults = null)
    {
        Tree = new TreeLab(command ?? Archive(), Step);
        Log = LogOf(Gates, faults);
    }

    public TreeLab Tree { get; }

    public ISessionLog Log { get; }

    public ISessionArchives Archives => ArchivesOf(Tree);

    public string LivePath => Tree.FullPath($"{Session.Path}/messages.jsonl");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static ArchiveMessages Archive(int keep = 0, TransactionId? commit = null) =>
        new(TreeLab.Account, Session, commit ?? Commit, keep, "alice");

    /// <summary>A lab for the laws: every restart is a process of its own.</summary>
    public static TreeLab LawLab(int messages, int keep = 0) =>
        new TreeLab(Archive(keep), (lab, faults) => StepOf(lab, new SessionGates(), faults))
            .With($"{Session.Path}/messages.jsonl", Lines(1, messages))
            .With($"{Session.Path}/.meta.json", "{}");

    public SessionLab With(int messages)
    {
        Tree.With($"{Session.Path}/messages.jsonl", Lines(1, messages)).With($"{Session.Path}/.meta.json", "{}");
        return this;
    }

    /// <summary>The log of another process, or of this one after a restart.</summary>
    public ISessionLog Restarted() => LogOf(new SessionGates(), null);

    public Task<SessionCounts?> Append(int from, int count = 1) => Log.Append(
        TreeLab.Account, Session, [.. Enumerable.Range(from, count).Select(Message)], Stop);

    public async Task<string[]> Live(ISessionLog? log = null) =>
        await Ids((log ?? Log).Read(TreeLab.Account, Session, Stop));

    public async Task<string[]> Archived(int number)
    {
        var archive = await Archives.Find(TreeLab.Account, Session, number, Stop);
        return archive is null ? [] : await Ids(Archives.Read(TreeLab.Account, archive, Stop));
    }

    public static string[] Names(int from, int to) => [.. Enumerable.Range(from, to - from + 1).Select(Name)];

    public static string Lines(int from, int count) => string.Concat(Enumerable.Range(from, count)
        .Select(n => Encoding.UTF8.GetString(MessageLine.Write(Message(n)))));

    public static SessionMessage Message(int number)
    {
        JsonElement[] parts = [JsonSerializer.SerializeToElement(new { type = "text", text = $"This is {number}." })];
        return SessionMessage.Of(
            Name(number), number % 2 == 1 ? "user" : "assistant", parts, Start.AddSeconds(number));
    }

    public void Dispose() => Tree.Dispose();

    static string Name(int number) => $"m{number}";

    static async Task<string[]> Ids(IAsyncEnumerable<SessionMessage> messages)
    {
        var ids = new List<string>();
        await foreach (var message in messages)
            ids.Add(message.Id);
        return [.. ids];
    }

    ArchiveMessagesStep Step(TreeLab lab, IFaultPoints faults) => StepOf(lab, Gates, faults);

    static ArchiveMessagesStep StepOf(TreeLab lab, SessionGates gates, IFaultPoints faults)
    {
        var live = new LiveFiles(lab.Paths, gates, NullLogger<LiveFiles>.Instance);
        var stage = new ArchiveStage(live, ArchivesOf(lab), gates, lab.Clock);
        return new ArchiveMessagesStep(lab.Paths, stage, new LiveCut(live, gates), faults, TreeLab.Running);
    }

    static LocalSessionArchives ArchivesOf(TreeLab lab) => new(lab.Paths, new ArchiveMarks(lab.Paths));

    LocalSessionLog LogOf(SessionGates gates, IFaultPoints? faults) => new(
        Tree.Paths, new LiveFiles(Tree.Paths, gates, NullLogger<LiveFiles>.Instance), gates,
        faults ?? new NoFaultPoints());
}
