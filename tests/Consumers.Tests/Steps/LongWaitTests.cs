using System.Security.Cryptography;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.FileTree.Native;
using Sagas.Consumers.Index;
using Sagas.Consumers.Tests.AddResource;
using Sagas.Consumers.Tests.FileTree;
using Sagas.Contracts;
using Sagas.Testing.Processes;

namespace Sagas.Consumers.Tests.Steps;

/// <summary>What takes long and cannot say how far it is goes on until a report has come.</summary>
public sealed class LongWaitTests : IDisposable
{
    StepProgress? _reported;

    public void Dispose() => Disk.Synced.Value = null;

    [Fact]
    public async Task StageTree_SlowSync_IsNotSilent()
    {
        using var lab = StageLabs.StageFolder().WithImport("docs/a.md");
        Disk.Synced.Value = path =>
        {
            if (path.EndsWith("/tree", StringComparison.Ordinal))
                UntilReported(lab);
        };

        Assert.IsType<StepCompleted>(await Answer(lab, "stage-tree", WireJson.ToElement((StageTree)lab.Command)));

        Assert.Equal("files", _reported!.Unit);
    }

    [Fact]
    public async Task WriteSidecars_SlowVerification_IsNotSilent()
    {
        var command = new WriteSidecars(
            TreeLab.Account, TreeLab.Uri("resources/d"), "L1", "L0", [SourceOf("a.md"), SourceOf("b.md")], Gone: [])
        {
            Abstracts = [new SourceHash("c", "")],
        };
        using var lab = new TreeLab(command, (lab, faults) => new WriteSidecarsStep(
            lab.Paths, new SlowTree(lab, () => UntilReported(lab)), lab.Clock, faults, TreeLab.Running))
            .With("resources/d/a.md").With("resources/d/b.md");

        Assert.IsType<StepCompleted>(await Answer(lab, "write-sidecars", WireJson.ToElement(command)));

        Assert.Equal((2L, 2L, "files"), (_reported!.Done, _reported.Total!.Value, _reported.Unit));
    }

    Task<object> Answer(TreeLab lab, string kind, System.Text.Json.JsonElement arguments) =>
        lab.Restart(new NoFaultPoints()).Answer(
            new ExecuteStep(lab.Id.TransactionId, lab.Id.Step, kind, 1, new FencingToken(1), arguments),
            progress =>
            {
                _reported = progress;
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);

    void UntilReported(TreeLab lab) => Eventually.Holds("a report", () =>
    {
        lab.Clock.Advance(TimeSpan.FromSeconds(5));
        return Task.FromResult(_reported is not null);
    }).GetAwaiter().GetResult();

    static SourceHash SourceOf(string name) => new(name, Convert.ToHexStringLower(SHA256.HashData("content"u8)));

    /// <summary>A tree that waits before it gives a file.</summary>
    sealed class SlowTree(TreeLab lab, Action wait) : IFileTree
    {
        readonly LocalFileTree _tree = new(lab.Paths, new Purge(lab.Paths));

        public ValueTask<FileEntry?> Stat(string account, VikingUri uri, CancellationToken cancellationToken) =>
            _tree.Stat(account, uri, cancellationToken);

        public ValueTask<IReadOnlyList<FileEntry>?> List(
            string account, VikingUri uri, CancellationToken cancellationToken) =>
            _tree.List(account, uri, cancellationToken);

        public ValueTask<Stream?> OpenRead(string account, VikingUri uri, CancellationToken cancellationToken)
        {
            wait();
            return _tree.OpenRead(account, uri, cancellationToken);
        }

        public ValueTask<IReadOnlyList<string>> Accounts(CancellationToken cancellationToken) =>
            _tree.Accounts(cancellationToken);

        public ValueTask<IReadOnlyList<TransactionId>> OpenTransactions(CancellationToken cancellationToken) =>
            _tree.OpenTransactions(cancellationToken);
    }
}
