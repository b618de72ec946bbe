using System.Text.Json;
using Sagas.Contracts;
using Sagas.DeadLetters;
using Sagas.Host.Cli;
using Sagas.Host.Tests.Fakes;
using Sagas.Queries;

namespace Sagas.Host.Tests.Cli;

/// <summary>With --json the answer is all that is printed, whatever the verb.</summary>
public sealed class JsonTests : ServiceTests, IDisposable
{
    const string Running = "018f0000-0000-7000-8000-000000000001";
    const string Suspended = "018f0000-0000-7000-8000-000000000002";
    const string PathMark = "PATH";

    static readonly string[] Lines =
    [
        $"add {PathMark}", $"add {PathMark} --indexed", "rm viking://resources/a -r",
        "mv viking://resources/a viking://resources/b", "mkdir viking://resources/d", "ls viking://resources/a",
        "tree viking://resources", "stat viking://resources/a", "cat viking://resources/a/one.md", "find words",
        "session new s2", "session list", "session say s1 x", "session commit s1", "session commit s1 --memories",
        "session show s1", "session delete s1",
        "tx list", $"tx show {Running}", $"tx cancel {Running}", $"tx retry {Suspended}",
        $"tx resolve {Suspended} --reason done", "locks", "verify", "verify --repair",
        "dlq list", "dlq show letter", "dlq replay letter", "dlq discard letter --reason old",
    ];

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sagas-cli-");

    public static TheoryData<string> Rows { get; } = [.. Lines];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Json_OfAVerb_IsAllThatIsPrinted(string line)
    {
        await Fill();
        if (line.StartsWith("session commit", StringComparison.Ordinal))
            Service.Transactions.Endings.Enqueue(view => view.WithMemories());

        var run = await CliRun.Of(
            [.. line.Split(' ').Select(word => word == PathMark ? _folder.FullName : word), "--json", "--url",
            Service.Url]);

        Assert.Equal((0, ""), (run.Exit, run.Error));
        using var json = JsonDocument.Parse(run.Out);
        Assert.NotEqual(JsonValueKind.Null, json.RootElement.ValueKind);
    }

    [Fact]
    public void Json_OfEveryVerb_IsAmongTheRows() => Assert.All(
        VerbTree.All.Where(verb => verb.Verb is ServiceVerb),
        verb => Assert.Contains(Lines, line => $"{line} ".StartsWith($"{verb.Line} ", StringComparison.Ordinal)));

    async Task Fill()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "guide.md"), "hello", TestContext.Current.CancellationToken);
        Service.Tree.File("viking://resources/a/one.md", "first line\n");
        Service.Index.Row("viking://resources/a/one.md", 2);
        Service.Transactions.Add(In(TransactionPhase.Exec, Running));
        Service.Transactions.Add(In(TransactionPhase.Suspended, Suspended));
        Service.DeadLetters.Add(new DeadLetter
        {
            Id = "letter",
            FailedAt = FakeTree.At,
            Cause = DeadLetterCause.Fault,
            ExceptionType = "IOException",
            Reason = "It failed.",
            MessageType = "MoveResource",
            Queue = "move-resource",
            Account = "default",
            Bytes = 2,
        });
        await CliRun.Of("session", "say", "s1", "Hello", "--url", Service.Url);
    }

    static TransactionView In(string phase, string id) =>
        Views.Committed(TransactionId.Parse(id, null), "mv", "viking://resources/x").In(phase);
}
