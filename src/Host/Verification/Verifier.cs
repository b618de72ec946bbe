using Sagas.Consumers.FileTree;
using Sagas.Consumers.VectorIndex;
using Sagas.Contracts;
using Sagas.Host.Http.Writing;
using Sagas.Queries;

namespace Sagas.Host.Verification;

/// <summary>
/// Compares all stores: tree and index of each account, and for the operator locks, transaction folders and the
/// outbox too. Reads only.
/// </summary>
internal sealed class Verifier(
    IFileTree tree, IVectorIndex index, ITransactionQueries queries, TreeIndexComparison comparison,
    Idleness idleness)
{
    /// <param name="caller">Whose accounts are compared; the operator's are all.</param>
    /// <param name="patience">How long to wait for work in flight to end first.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task<VerificationReport> Verify(
        Caller caller, TimeSpan patience, CancellationToken cancellationToken)
    {
        var idle = await idleness.Reach(patience, cancellationToken);
        var found = new List<Disagreement>();
        var (files, entries) = (0, 0);
        foreach (var account in await Accounts(caller, cancellationToken))
        {
            var stored = await comparison.Entries(account, caller, cancellationToken);
            var missing = await comparison.Missing(account, null, caller, cancellationToken);
            entries += stored.Entries;
            files += missing.Files;
            found.AddRange(stored.Found);
            found.AddRange(missing.Missing.Select(uri => new Disagreement(
                DisagreementKind.Missing, "File without an index entry.", account, uri)));
        }
        if (caller.IsRoot)
            found.AddRange(await Coordinator(idle, cancellationToken));
        return new VerificationReport(found.Count == 0, idle, files, entries, found);
    }

    async Task<IEnumerable<string>> Accounts(Caller caller, CancellationToken cancellationToken) => caller.IsRoot
        ? (await tree.Accounts(cancellationToken)).Union(await index.Accounts(cancellationToken)).Order()
        : [caller.Account];

    async Task<List<Disagreement>> Coordinator(bool idle, CancellationToken cancellationToken)
    {
        var found = new List<Disagreement>();
        foreach (var held in await queries.Locks(cancellationToken))
        {
            if (await EndOf(held.TransactionId, cancellationToken) is { } end)
                found.Add(new Disagreement(
                    DisagreementKind.StaleLock, $"{held.Mode} lock of a transaction that {end}.", held.Account,
                    held.Uri, held.TransactionId));
        }
        foreach (var id in await tree.OpenTransactions(cancellationToken))
        {
            // The purge of a transaction that has just ended may still be on its way.
            if (await EndOf(id, cancellationToken) is { } end && (idle || end == Unknown))
                found.Add(new Disagreement(
                    DisagreementKind.LeftoverFolder, $"Folder of a transaction that {end}.", TransactionId: id));
        }
        var parked = (await queries.Backlog(cancellationToken)).ParkedMessages;
        if (parked > 0)
            found.Add(new Disagreement(
                DisagreementKind.ParkedMessage, $"{parked} outbox message(s) could not be sent."));
        return found;
    }

    const string Unknown = "is unknown";

    /// <summary>Null while the transaction is alive.</summary>
    async Task<string?> EndOf(TransactionId id, CancellationToken cancellationToken) =>
        await queries.Find(id, cancellationToken) switch
        {
            null => Unknown,
            { Phase: TransactionPhase.Released } => "has ended",
            _ => null,
        };
}
