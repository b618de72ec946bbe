using Sagas.Contracts;

namespace Sagas.Consumers.VectorIndex.Sqlite;

/// <summary>Writes the entries of one directory and removes those of names that are gone.</summary>
internal static class Upserting
{
    const int FileLevel = 2;
    const string Key = "account = $account AND uri = $uri AND level = $level";

    /// <summary>
    /// What is changed: a directory's own rows, gone names as trees. A file takes away all that its path had as a
    /// directory, so that a writer from before must not find it changed since.
    /// </summary>
    public static (VikingUri Uri, LockMode Mode)[] Touches(UpsertEntries command) =>
    [
        .. command.Entries.DistinctBy(entry => entry.Uri)
            .Select(entry => (entry.Uri, entry.Level == FileLevel ? LockMode.Tree : LockMode.Exact)),
        .. command.Gone.Distinct().Select(name => (command.Uri.Child(name), LockMode.Tree)),
    ];

    public static UpsertedEntries Do(Statements db, StepRow step, UpsertEntries command)
    {
        RefuseIllegal(command);
        var removed = command.Gone.Distinct().Sum(name => Remove(db, step, command, name));
        var (added, replaced) = (0, 0);
        foreach (var entry in command.Entries)
        {
            removed += RemoveOtherKind(db, step, command.Account, entry);
            if (IsThere(db, command.Account, entry, sameForm: true))
                continue;
            if (IsThere(db, command.Account, entry, sameForm: false))
                replaced += Save(db, step, command.Account, entry);
            else
                added += NoteAdded(db, step, command.Account, entry);
            Write(db, step, command.Account, entry);
        }
        return new UpsertedEntries(added, replaced, removed);
    }

    static int Remove(Statements db, StepRow step, UpsertEntries command, string name)
    {
        var uri = $"{command.Uri.Value}/{name}";
        EntryRows.Save(db, step, command.Account, uri);
        return EntryRows.Delete(db, command.Account, uri);
    }

    /// <summary>A path is a file or a directory: what it was before leaves no hit behind.</summary>
    static int RemoveOtherKind(Statements db, StepRow step, string account, IndexEntry entry)
    {
        var which = entry.Level == FileLevel ? EntryRows.OfDirectory : EntryRows.OfFile;
        return EntryRows.Save(db, step, account, entry.Uri.Value, which) == 0
            ? 0
            : EntryRows.Delete(db, account, entry.Uri.Value, which);
    }

    static bool IsThere(Statements db, string account, IndexEntry entry, bool sameForm) => sameForm
        ? db.Number(
            $"""
            SELECT count(*) FROM entries WHERE {Key} AND abstract = $abstract AND context_type = $context_type
                AND owner_space = $owner_space AND content_hash = $content_hash AND model = $model AND vector = $vector
            """,
            [.. KeyOf(account, entry), .. FormOf(entry)]) > 0
        : db.Number($"SELECT count(*) FROM entries WHERE {Key}", KeyOf(account, entry)) > 0;

    static int Save(Statements db, StepRow step, string account, IndexEntry entry) => db.Run(
        $"""
        INSERT INTO undo_entries (transaction_id, step, {EntryRows.Columns})
        SELECT $transaction, $step, {EntryRows.Columns} FROM entries WHERE {Key}
        """,
        [.. KeyOf(account, entry), ("$transaction", step.Transaction), ("$step", step.Step)]);

    static int NoteAdded(Statements db, StepRow step, string account, IndexEntry entry) => db.Run(
        """
        INSERT INTO undo_added (transaction_id, step, account, uri, level)
        VALUES ($transaction, $step, $account, $uri, $level)
        """,
        [.. KeyOf(account, entry), ("$transaction", step.Transaction), ("$step", step.Step)]);

    static void Write(Statements db, StepRow step, string account, IndexEntry entry) => db.Run(
        $"""
        INSERT INTO entries ({EntryRows.Columns})
        VALUES ($account, $uri, $level, $parent, $name, $abstract, $context_type, $owner_space, $content_hash,
            $token, $at, $at, $dim, $model, $vector)
        ON CONFLICT DO UPDATE SET abstract = excluded.abstract, context_type = excluded.context_type,
            owner_space = excluded.owner_space, content_hash = excluded.content_hash, token = excluded.token,
            updated_at = excluded.updated_at, dim = excluded.dim, model = excluded.model, vector = excluded.vector
        """,
        [.. KeyOf(account, entry), .. FormOf(entry), ("$parent", EntryRows.ParentOf(entry.Uri)),
            ("$name", entry.Uri.Name), ("$token", step.Token), ("$at", step.At),
            ("$dim", entry.Vector.Length / sizeof(float))]);

    static (string Name, object? Value)[] KeyOf(string account, IndexEntry entry) =>
        [("$account", account), ("$uri", entry.Uri.Value), ("$level", entry.Level)];

    static (string Name, object? Value)[] FormOf(IndexEntry entry) =>
        [("$abstract", entry.Abstract), ("$context_type", entry.ContextType), ("$owner_space", entry.OwnerSpace),
            ("$content_hash", entry.ContentHash), ("$model", entry.Model), ("$vector", entry.Vector)];

    static void RefuseIllegal(UpsertEntries command)
    {
        var seen = new HashSet<(VikingUri, int)>();
        var files = command.Entries.Where(entry => entry.Level == FileLevel).Select(entry => entry.Uri).ToHashSet();
        foreach (var entry in command.Entries)
        {
            if (!command.Uri.Contains(entry.Uri))
                throw RefusedException.InvalidArgument("entries", $"has {entry.Uri}, which is not in {command.Uri}");
            if (entry.Level is < 0 or > 2)
                throw RefusedException.InvalidArgument("entries", $"has the level {entry.Level} for {entry.Uri}");
            if (!seen.Add((entry.Uri, entry.Level)))
                throw RefusedException.InvalidArgument("entries", $"has {entry.Uri} twice at level {entry.Level}");
            if (InAFile(command.Uri, entry, files) is { } file)
                throw RefusedException.InvalidArgument("entries", $"has {file} as a file and as a directory");
            if (entry.Vector is not { Length: > 0 } || entry.Vector.Length % sizeof(float) != 0)
                throw RefusedException.InvalidArgument("entries", $"has no whole vector for {entry.Uri}");
        }
    }

    static VikingUri? InAFile(VikingUri directory, IndexEntry entry, HashSet<VikingUri> files)
    {
        var above = entry.Level == FileLevel ? entry.Uri.Parent : entry.Uri;
        while (above is not null && above != directory && !files.Contains(above))
            above = above.Parent;
        return above is not null && files.Contains(above) ? above : null;
    }
}
