using System.Security.Cryptography;
using System.Text;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.FileTree.Native;
using Sagas.Consumers.Steps;
using Sagas.Contracts;

namespace Sagas.Consumers.Index;

/// <summary>New summaries are written in the folder and renamed in; the old ones wait in it.</summary>
sealed class WriteSidecarsStep(
    TreePaths paths, IFileTree tree, TimeProvider clock, IFaultPoints faults, RunningSteps running)
    : FileStep<WriteSidecars, WroteSidecars>(paths, faults, running)
{
    const string Prepared = "prepared";

    protected override async Task<WroteSidecars> Prepare(
        WriteSidecars command, StepFolder folder, StepContext step, CancellationToken cancellationToken)
    {
        if (Paths.Look(command.Account, command.Uri).Kind != PathKind.Directory)
            throw RefusedException.NotFound(command.Uri, "directory");
        var verified = 0L;
        await LongWait.Reporting(
            () => VerifyAll(command, () => Interlocked.Increment(ref verified), cancellationToken),
            () => step.Report(Interlocked.Read(ref verified), command.Sources.Count, "files"), clock);
        await folder.Prepare(Prepared, (attempt, _) => WriteTexts(command, attempt), cancellationToken);
        return new WroteSidecars(Has(command, Sidecars.Overview), Has(command, Sidecars.Abstract));
    }

    protected override async Task Apply(
        WriteSidecars command, WroteSidecars record, StepFolder folder, StepContext step,
        CancellationToken cancellationToken)
    {
        foreach (var (name, _) in Texts(command))
            await Of(command, name, folder).In(Had(record, name), step, cancellationToken, Which(name));
    }

    protected override async Task Revert(
        WriteSidecars command, WroteSidecars record, StepFolder folder, StepContext step,
        CancellationToken cancellationToken)
    {
        foreach (var (name, _) in Texts(command))
            await Of(command, name, folder).Back(step, cancellationToken, Which(name));
    }

    async Task VerifyAll(WriteSidecars command, Action verified, CancellationToken cancellationToken)
    {
        foreach (var source in command.Sources)
        {
            await Verify(command, source, cancellationToken);
            verified();
        }
        foreach (var name in command.Gone)
            VerifyGone(command, name);
        foreach (var (name, _) in Texts(command))
            VerifyReplaceable(command, name);
        await VerifyListing(command, cancellationToken);
        foreach (var child in command.Abstracts.ToLookup(possible => possible.Name, possible => possible.Hash))
            await VerifyAbstract(command, child.Key, [.. child], cancellationToken);
    }

    static Task WriteTexts(WriteSidecars command, string attempt)
    {
        foreach (var (name, text) in Texts(command))
            Disk.WriteNew(Path.Combine(attempt, name), Encoding.UTF8.GetBytes(text));
        return Task.CompletedTask;
    }

    void VerifyGone(WriteSidecars command, string name)
    {
        var uri = command.Uri.Child(name);
        if (Paths.Look(command.Account, uri).Kind != PathKind.Missing)
            throw new RefusedException(new Reason(
                ErrorCode.Stale, $"{uri} was gone when its directory was read, and is there again."));
    }

    /// <summary>A directory that somebody put there by hand is theirs.</summary>
    void VerifyReplaceable(WriteSidecars command, string name)
    {
        if (Disk.KindOf(PathOf(command, name)) is not (PathKind.Missing or PathKind.File))
            throw new RefusedException(new Reason(
                ErrorCode.FailedPrecondition, $"{command.Uri}/{name} is no file; a summary belongs there."));
    }

    async Task Verify(WriteSidecars command, SourceHash source, CancellationToken cancellationToken)
    {
        if (VikingUriParser.ReasonAgainstSegment(source.Name) is { } reason)
            throw RefusedException.InvalidArgument("sources", reason);
        var path = PathOf(command, source.Name);
        if (Disk.KindOf(path) != PathKind.File)
            throw Refusals.Stale($"{command.Uri}/{source.Name} is gone since it was read.");
        await using var file = SafeFile.OpenRead(path);
        var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellationToken));
        if (!string.Equals(hash, source.Hash, StringComparison.OrdinalIgnoreCase))
            throw Refusals.Stale($"{command.Uri}/{source.Name} has changed since it was read.");
    }

    /// <summary>What has come or gone since is not in the summaries, or is in them for nothing.</summary>
    async Task VerifyListing(WriteSidecars command, CancellationToken cancellationToken)
    {
        if (command.Listing is null)
            return;
        var entries = await tree.List(command.Account, command.Uri, cancellationToken) ?? [];
        if (!string.Equals(ContentListing.HashOf(entries), command.Listing, StringComparison.OrdinalIgnoreCase))
            throw Refusals.Stale($"What is in {command.Uri} has changed since it was read.");
    }

    async Task VerifyAbstract(
        WriteSidecars command, string name, string[] possible, CancellationToken cancellationToken)
    {
        if (VikingUriParser.ReasonAgainstSegment(name) is { } reason)
            throw RefusedException.InvalidArgument("abstracts", reason);
        var uri = command.Uri.Child(name).Child(Sidecars.Abstract);
        await using var text = await tree.OpenRead(command.Account, uri, cancellationToken);
        var hash = text is null ? "" : Convert.ToHexStringLower(await SHA256.HashDataAsync(text, cancellationToken));
        if (!possible.Contains(hash, StringComparer.OrdinalIgnoreCase))
            throw Refusals.Stale($"{uri} has changed since it was read.");
    }

    bool Has(WriteSidecars command, string name) => Disk.KindOf(PathOf(command, name)) != PathKind.Missing;

    string PathOf(WriteSidecars command, string name) => Path.Combine(Paths.Of(command.Account, command.Uri), name);

    /// <summary><c>.overview</c> or <c>.abstract</c>.</summary>
    static string Which(string name) => Path.GetFileNameWithoutExtension(name);

    static bool Had(WroteSidecars record, string name) =>
        name == Sidecars.Overview ? record.HadOverview : record.HadAbstract;

    static IEnumerable<(string Name, string Text)> Texts(WriteSidecars command)
    {
        if (command.Overview is not null)
            yield return (Sidecars.Overview, command.Overview);
        if (command.Abstract is not null)
            yield return (Sidecars.Abstract, command.Abstract);
    }

    Exchange Of(WriteSidecars command, string name, StepFolder folder) =>
        new(folder, $"{Prepared}/{name}", "old" + name, Paths, command.Account, command.Uri.Child(name));
}
