using System.Globalization;
using Sagas.Contracts;
using Sagas.Scenarios.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.EndToEnd;

/// <summary>Readers see the old state or the new one: never neither, never half of each.</summary>
public abstract class ReaderScenarios<TWorld>(TWorld world) : ScenarioTests<TWorld>(world)
    where TWorld : World, new()
{
    const int Versions = 15;
    const int Readers = 4;

    /// <summary>What is in the tree before an operation, or after it.</summary>
    static readonly string[] Files =
        ["readme.md", "other.md", "docs/guide.md", "docs/deep/notes.md", "docs/ropes.md", "docs/sails/canvas.md"];

    [Theory]
    [InlineData("mv replacing", "move-tree.execute.between-renames")]
    [InlineData("mv replacing", "move-tree.execute.after-set-aside")]
    [InlineData("add replacing", "place-tree.execute.between-renames")]
    public async Task Read_AfterACrashBetweenTheRenames_WaitsForTheNewState(string name, string point)
    {
        var (operation, _) = OperationCases.Of(name);
        var at = await CaseOf(operation);
        var before = await Seen(at.Root);
        World.Faults.Arm($"{point}=kill");
        await Ended(operation.Submit(Client, at));
        await World.RestartAfterDeath();

        var seen = await Seen(at.Root);

        Assert.Equal(TransactionOutcome.Committed, await OutcomeOf(at.Key));
        await Invariant.Holds(World);
        Assert.NotEqual(before, seen);
        Assert.Equal(await Seen(at.Root), seen);
    }

    [Theory]
    [InlineData("mv replacing", "move-tree.undo.between-renames")]
    [InlineData("mv replacing", "move-tree.undo.after-put-back")]
    [InlineData("add replacing", "place-tree.undo.between-renames")]
    public async Task Read_AfterACrashOnTheWayBack_WaitsForTheOldState(string name, string point)
    {
        var (operation, _) = OperationCases.Of(name);
        var at = await CaseOf(operation);
        var before = await Seen(at.Root);
        World.Faults.Arm(operation.Failure, $"{point}=kill");
        await Ended(operation.Submit(Client, at));
        await World.RestartAfterDeath();

        Assert.Equal(before, await Seen(at.Root));

        Assert.Equal(TransactionOutcome.RolledBack, await OutcomeOf(at.Key));
        await Invariant.Holds(World);
    }

    [Theory]
    [InlineData("mv replacing", "move-tree.execute.between-renames")]
    [InlineData("mv replacing", "move-tree.execute.after-set-aside")]
    [InlineData("mv replacing", "move-tree.execute.before-close")]
    [InlineData("add replacing", "place-tree.execute.between-renames")]
    [InlineData("add replacing", "place-tree.execute.before-close")]
    public async Task Read_WhileItStandsStill_WaitsUntilItIsUndone(string name, string point)
    {
        var (operation, _) = OperationCases.Of(name);
        var at = await CaseOf(operation);
        var before = await Seen(at.Root);
        var written = World.Log.Length;
        World.Faults.Arm($"{point}=stall");
        var call = operation.Submit(Client, at);
        await Eventually.Holds("it stands still", () => Task.FromResult(
            World.Log.IndexOf($"Fault point {point}: ", written, StringComparison.Ordinal) >= 0));

        var reading = Seen(at.Root);
        await Client.Post($"api/v1/transactions/{at.Key}/cancel", new { });

        Assert.Equal(before, await reading);
        Assert.Equal(ErrorCode.Aborted, (await call).Code);
        await World.Restart();
        await Invariant.Holds(World);
    }

    [Fact]
    public async Task Read_WhileFilesAreMovedOntoIt_SeesOneVersionAfterAnother()
    {
        var root = await Tree();
        await SeeVersions(
            async version =>
            {
                await Done(Client.Write($"{root}/next.md", Text(version), "create"));
                await Done(Client.Move($"{root}/next.md", $"{root}/other.md"));
            },
            async () => VersionIn(await Read($"{root}/other.md")));
    }

    [Fact]
    public async Task Read_WhileADirectoryIsReplaced_SeesOneVersionAfterAnother()
    {
        var root = await Tree();
        await SeeVersions(
            async version => await Done(Client.Add(
                await Client.Upload(new Dictionary<string, string>
                {
                    ["page.md"] = Text(version),
                    [FormattableString.Invariant($"only-{version}.md")] = "Alone.\n",
                }),
                $"{root}/docs", wait: false)),
            async () => VersionIn(await Read($"{root}/docs/page.md")),
            async () => ListedVersion(await List($"{root}/docs")));
    }

    /// <summary>Looks all the time while version after version is made; each look has to see one, and none that is
    /// older than what it saw before.</summary>
    async Task SeeVersions(Func<int, Task> make, params Func<Task<int>>[] looks)
    {
        await make(0);
        var making = Task.Run(async () =>
        {
            for (var version = 1; version <= Versions; version++)
                await make(version);
        });
        await Task.WhenAll(Enumerable.Range(0, Readers).Select(async reader =>
        {
            for (var last = 0; last < Versions && !making.IsFaulted;)
            {
                var seen = await looks[reader % looks.Length]();
                Assert.InRange(seen, last, Versions);
                last = seen;
            }
        }));
        await making;
        await Invariant.Holds(World);
    }

    /// <summary>What a reader gets of every file, and of the directory that is replaced.</summary>
    async Task<SortedDictionary<string, string>> Seen(string root)
    {
        var reads = Files.Select(async file => (file, Text: await Read($"{root}/{file}")));
        var listing = await List($"{root}/docs");
        return new(
            (await Task.WhenAll(reads)).Append(("docs", listing)).ToDictionary(x => x.Item1, x => x.Item2),
            StringComparer.Ordinal);
    }

    async Task<string> Read(string uri) =>
        TextOf(await Client.Get($"api/v1/content/read?uri={Uri.EscapeDataString(uri)}"));

    async Task<string> List(string uri) =>
        TextOf(await Client.Get($"api/v1/fs/ls?simple=true&uri={Uri.EscapeDataString(uri)}"));

    static string TextOf(ServiceAnswer answer) => answer.Status == 200 ? answer.Result.ToString() : answer.Code!;

    static async Task Done(Task<ServiceAnswer> call)
    {
        var answer = await call;
        Assert.True(answer.Status == 200, answer.ToString());
    }

    static string Text(int version) => FormattableString.Invariant($"version {version}\n");

    static int VersionIn(string text)
    {
        Assert.StartsWith("version ", text, StringComparison.Ordinal);
        return int.Parse(text["version ".Length..], CultureInfo.InvariantCulture);
    }

    /// <summary>The version whose files are listed, all of them and no others.</summary>
    static int ListedVersion(string listing)
    {
        var mark = listing.IndexOf("/only-", StringComparison.Ordinal);
        Assert.True(mark > 0, listing);
        var number = listing[(mark + "/only-".Length)..];
        var version = int.Parse(number[..number.IndexOf('.', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
        Assert.Contains("/page.md\"", listing, StringComparison.Ordinal);
        Assert.Equal(2, listing.Split(".md\"").Length - 1);
        return version;
    }
}
