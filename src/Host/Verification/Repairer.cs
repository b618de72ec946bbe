using Sagas.Consumers.FileTree;
using Sagas.Contracts;
using Sagas.Host.Http.Access;
using Sagas.Host.Http.Writing;
using Sagas.Intake;

namespace Sagas.Host.Verification;

/// <summary>
/// Sets right what a comparison found, with the service's own commands: nothing here touches a store. Stale locks
/// and parked messages are left to a person.
/// </summary>
internal sealed class Repairer(IFileTree tree, ITransactionClient client, TimeProvider time)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>One line for each thing that was set in motion.</summary>
    public async Task<IReadOnlyList<string>> Repair(
        VerificationReport report, Caller caller, CancellationToken cancellationToken)
    {
        var actions = new List<string>();
        var found = report.Disagreements.ToLookup(d => d.Kind);
        foreach (var account in found[DisagreementKind.Orphan].GroupBy(d => d.Account!))
        {
            foreach (var uri in Outermost(account.Select(d => d.Uri!)))
                actions.Add(await ClearOrphan(account.Key, uri, caller, cancellationToken));
        }
        foreach (var account in found[DisagreementKind.Missing].GroupBy(d => d.Account!))
        {
            foreach (var uri in Outermost(account.Select(d => d.Uri!.Parent!)))
                actions.Add(await Index(account.Key, uri, caller, cancellationToken));
        }
        foreach (var account in found[DisagreementKind.OtherModel].GroupBy(d => d.Account!))
        {
            foreach (var uri in Outermost(await DirectoriesOf(account.Key, account, cancellationToken)))
                actions.Add(await Index(account.Key, uri, caller, cancellationToken));
        }
        foreach (var folder in found[DisagreementKind.LeftoverFolder])
        {
            await client.PostAction(new PurgeTransaction(folder.TransactionId!.Value), cancellationToken);
            actions.Add($"purge folder of {folder.TransactionId}");
        }
        return actions;
    }

    /// <summary>A directory stands for itself, a file for the one that it is in.</summary>
    async Task<List<VikingUri>> DirectoriesOf(
        string account, IEnumerable<Disagreement> entries, CancellationToken cancellationToken)
    {
        var directories = new HashSet<VikingUri>();
        foreach (var uri in entries.Select(d => d.Uri!).Distinct())
        {
            if (await tree.Stat(account, uri, cancellationToken) is { } entry)
                directories.Add(entry.IsDirectory ? uri : uri.Parent!);
        }
        return [.. directories];
    }

    async Task<string> ClearOrphan(
        string account, VikingUri uri, Caller caller, CancellationToken cancellationToken)
    {
        // What is there now is nobody's orphan: an rm would remove it. The summaries of a path that became a file, or a
        // file's entry on a directory, go when it is indexed as what it is: a file with the rest of its directory.
        if (await tree.Stat(account, uri, cancellationToken) is not null)
            return await Index(account, uri, caller, cancellationToken);
        var id = await client.Submit(
            new RemoveResource
            {
                Uri = uri.Value,
                // Never recursive: should somebody create a directory here meanwhile, the rm is refused.
                Recursive = false,
                TransactionId = IdempotencyKey.New(time),
                Account = account,
                User = caller.ActsAs(uri),
            },
            cancellationToken);
        var view = await client.WaitForEnd(id, Patience, cancellationToken);
        return $"clear entries below {uri}: {view?.Outcome ?? "still running"}";
    }

    async Task<string> Index(string account, VikingUri uri, Caller caller, CancellationToken cancellationToken)
    {
        await client.PostAction(
            new EnqueueSemantic
            {
                TransactionId = IdempotencyKey.New(time),
                Action = "repair",
                Account = account,
                User = caller.ActsAs(uri),
                Uri = uri,
                Recursive = true,
                ContextType = Sagas.Contracts.ContextType.Of(uri),
            },
            cancellationToken);
        return $"index {uri}";
    }

    /// <summary>Those that lie below no other one of them.</summary>
    static List<VikingUri> Outermost(IEnumerable<VikingUri> uris)
    {
        var kept = new List<VikingUri>();
        // Ordinal order with '/' first puts everything below a path right behind it.
        foreach (var uri in uris.Distinct().OrderBy(u => u.Value.Replace('/', '\0'), StringComparer.Ordinal))
        {
            if (kept.Count == 0 || !kept[^1].Contains(uri))
                kept.Add(uri);
        }
        return kept;
    }
}
