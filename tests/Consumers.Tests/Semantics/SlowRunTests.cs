using Sagas.Consumers.FileTree;
using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.Index;
using Sagas.Consumers.Tests.FileTree;
using Sagas.Contracts;
using Sagas.Testing.Steps;
using static Sagas.Consumers.Tests.Semantics.SemanticWorld;
using static Sagas.Consumers.Tests.VectorIndex.Sample;

namespace Sagas.Consumers.Tests.Semantics;

/// <summary>A run that waits for its model while others change what it speaks of; its result meets the real step.
/// </summary>
public sealed class SlowRunTests : IAsyncLifetime
{
    readonly TreeLab _lab = new(
        new object(),
        (lab, faults) => new WriteSidecarsStep(lab.Paths, TreeOf(lab), lab.Clock, faults, TreeLab.Running));

    readonly TaskCompletionSource _asked = new();
    readonly TaskCompletionSource _answered = new();
    SemanticWorld _world = null!;
    int _applied;

    static LocalFileTree TreeOf(TreeLab lab) => new LocalFileTree(lab.Paths, new Purge(lab.Paths));

    static EnqueueSemantic Of(string path, int transaction, bool recursive) =>
        Message(path, transaction, recursive) with { Account = TreeLab.Account };

    public async ValueTask InitializeAsync()
    {
        _world = await Start(TreeOf(_lab));
        _lab.With("resources/d/a.md", "Apples.").With("resources/d/sub/b.md", "Pears.")
            .With("resources/d/sub/.abstract.md", "About pears.");
    }

    /// <summary>A run over all of it that waits for the model, of the directory itself.</summary>
    async Task<Task> SlowRun(bool recursive = true)
    {
        _world.Models.WhenDirectory = async name =>
        {
            if (name != "d" || !_asked.TrySetResult())
                return;
            await _answered.Task;
        };
        var run = _world.Consume(Of("resources/d", 1, recursive));
        await _asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        return run;
    }

    async Task<IndexDirectory> EndOf(Task slow)
    {
        var before = _world.Sent.Count;
        _answered.SetResult();
        await slow;
        Assert.Equal(before + 1, _world.Sent.Count);
        return _world.Sent[^1];
    }

    async Task<object> Apply(IndexDirectory command)
    {
        _lab.Id = new(Transaction(++_applied), 0);
        _lab.Command = new WriteSidecars(
            TreeLab.Account, VikingUriParser.Parse(command.Uri, "uri"), command.Overview, command.Abstract,
            command.Sources, command.Gone)
        {
            Listing = command.Listing,
            Abstracts = command.Abstracts,
        };
        return await _lab.Execute();
    }

    async Task IsStale(IndexDirectory command) =>
        Assert.Equal(ErrorCode.Stale, Assert.IsType<StepFailed>(await Apply(command)).Reason.Code);

    [Fact]
    public async Task SlowRun_ADirectoryWasRemovedMeanwhile_DoesNotBringItBack()
    {
        var slow = await SlowRun();
        Directory.Delete(_lab.FullPath("resources/d/sub"), recursive: true);
        await _world.Consume(Of("resources/d", 2, recursive: false));
        Assert.IsType<StepCompleted>(await Apply(_world.Sent[^1]));
        Assert.DoesNotContain("sub", _lab.Read("resources/d/.overview.md"), StringComparison.Ordinal);

        await IsStale(await EndOf(slow));

        Assert.DoesNotContain("sub", _lab.Read("resources/d/.overview.md"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("resources/d/c.md")]
    [InlineData("resources/d/new/")]
    public async Task SlowRun_SomethingCameMeanwhile_IsRefused(string path)
    {
        var slow = await SlowRun();
        _lab.With(path);
        await IsStale(await EndOf(slow));
    }

    [Fact]
    public async Task SlowRun_AFileBecameADirectoryMeanwhile_IsRefused()
    {
        _lab.With("resources/d/k.md", "A file.");
        var slow = await SlowRun();
        File.Delete(_lab.FullPath("resources/d/k.md"));
        _lab.With("resources/d/k.md/");
        await IsStale(await EndOf(slow));
    }

    [Fact]
    public async Task SlowRun_AChildsAbstractChangedMeanwhile_IsRefused()
    {
        var slow = await SlowRun(recursive: false);
        _lab.With("resources/d/sub/.abstract.md", "About quinces.");
        await IsStale(await EndOf(slow));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SlowRun_NothingChanged_IsAppliedBeforeItsChildrenOrAfter(bool childrenFirst)
    {
        var slow = await SlowRun();
        var child = Assert.Single(_world.Sent);
        var own = await EndOf(slow);
        foreach (var command in childrenFirst ? [child, own] : new[] { own, child })
            Assert.IsType<StepCompleted>(await Apply(command));
    }

    [Fact]
    public async Task SlowRun_WhatIsNoContentChanged_IsApplied()
    {
        var slow = await SlowRun();
        _lab.With("resources/d/.hidden").With("resources/d/.overview.md", "By hand.");
        Assert.IsType<StepCompleted>(await Apply(await EndOf(slow)));
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        _lab.Dispose();
    }
}
