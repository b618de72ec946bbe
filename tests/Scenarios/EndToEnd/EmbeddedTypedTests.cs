using System.Globalization;
using Sagas.Contracts;
using Sagas.Host.Cli;
using Sagas.Scenarios.DeadLetters;
using Sagas.Scenarios.Worlds;
using Sagas.Testing.Processes;

namespace Sagas.Scenarios.EndToEnd;

/// <summary>What is refused on the command line: exit status 1, the code on stderr, and no trace.</summary>
public sealed class EmbeddedTypedTests(EmbeddedWorld world) : ScenarioTests<EmbeddedWorld>(world)
{
    const int FilesMax = 6;

    /// <inheritdoc />
    protected override void Configure(Dictionary<string, string> settings)
    {
        // A stalled step must hold its locks for as long as a scenario looks at them.
        settings["Timeouts:Step"] = "00:00:30";
        settings["Limits:FilesPerTree"] = FilesMax.ToString(CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData(ErrorCode.NotFound, "mv ROOT/none.md ROOT/new.md")]
    [InlineData(ErrorCode.AlreadyExists, "mv ROOT/docs ROOT/taken")]
    [InlineData(ErrorCode.InvalidArgument, "mv ROOT/readme.md ROOT/docs")]
    [InlineData(ErrorCode.InvalidArgument, "mv ROOT/docs ROOT/docs/deep/docs")]
    [InlineData(ErrorCode.FailedPrecondition, "rm ROOT/docs")]
    [InlineData(ErrorCode.Conflict, "mkdir ROOT/docs")]
    public async Task Verb_WhatIsThereForbidsIt_LeavesNoTrace(string code, string line)
    {
        var root = await Tree();
        Assert.Equal(200, (await Client.MakeDirectory($"{root}/taken")).Status);
        await Refused(root, code, "", line.Replace("ROOT", root, StringComparison.Ordinal).Split(' '));
    }

    [Fact]
    public async Task Add_TreeOverItsLimit_IsRefusedWithTheLimit()
    {
        using var folder = new TempFolder();
        for (var i = 0; i <= FilesMax; i++)
            await File.WriteAllTextAsync(folder.At($"{i}.md"), "text", TestContext.Current.CancellationToken);
        var root = await Tree();
        await Refused(
            root, ErrorCode.ResourceExhausted, FilesMax.ToString(CultureInfo.InvariantCulture), "add", folder.Path,
            "--to", $"{root}/big", "--json");
    }

    [Fact]
    public async Task Remove_Locked_NamesTheHolder()
    {
        var root = await Tree();
        World.Faults.Arm("move-tree.execute.before-effect=stall");
        var holder = NewKey();
        var moving = Client.Move($"{root}/docs", $"{root}/archive", key: holder);
        await InPhase(holder, TransactionPhase.Exec);

        var (exit, printed, error) = await Cli.Run(World, "rm", $"{root}/docs/guide.md", "--wait", "0");

        Assert.Equal((ExitCode.Failed, ""), (exit, printed));
        Assert.StartsWith($"{ErrorCode.Conflict}: ", error, StringComparison.Ordinal);
        Assert.Contains(holder, error, StringComparison.Ordinal);
        await World.Restart();
        await Ended(moving);
        Assert.Equal(TransactionOutcome.Committed, await OutcomeOf(holder));
        Assert.True(StateOf(root).Tree.ContainsKey("archive/guide.md"));
        await Invariant.Holds(World);
    }

    async Task Refused(string root, string code, string named, params string[] arguments)
    {
        await Invariant.Holds(World);
        var before = StateOf(root);

        var (exit, printed, error) = await Cli.Run(World, arguments);

        Assert.Equal((ExitCode.Failed, ""), (exit, printed));
        Assert.StartsWith($"{code}: ", error, StringComparison.Ordinal);
        Assert.Contains(named, error, StringComparison.Ordinal);
        await Invariant.Holds(World);
        StateOf(root).MustBe(before);
    }
}
