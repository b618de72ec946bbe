using System.Text.Json;
using Sagas.Consumers.FileTree.Native;
using Sagas.Contracts;

namespace Sagas.Consumers.FileTree.Folders;

/// <summary>
/// The folder of one step while it is open or being undone. Every change of the tree is a rename into it or out of
/// it: once it has another name, the kernel refuses what a paused writer still wanted to do. One call at a time.
/// </summary>
sealed class StepFolder(string home, string state)
{
    // A multiple of the sector: as long as the one before, nearly always, and then only its bytes are to be written.
    const int RecordBlock = 512;

    readonly HashSet<string> _touched = new(StringComparer.Ordinal);
    readonly string _record = RecordNameIn(home);

    public string State => state;

    string Self => Path.Combine(home, state);

    /// <summary>What a home calls its step's undo record. The step is in the name: after a power failure a home that
    /// was used before can show the record of the step before.</summary>
    public static string RecordNameIn(string home) => $"undo.{Path.GetFileName(home)}.json";

    public string At(string name) => Path.Combine(Self, name);

    public bool Has(string name) => Disk.KindOf(At(name)) != PathKind.Missing;

    /// <summary>Whether it was decided what is to be done.</summary>
    public bool HasRecord => Has(_record);

    /// <summary>The undo record; null when none was written: then nothing was changed.</summary>
    public T? Record<T>() where T : class => Decided<T>()?.Record;

    /// <summary>Why the step was refused; null when it was not.</summary>
    public Reason? Refusal() => Decided<object>()?.Refused;

    /// <summary>What was decided; null when nothing was yet.</summary>
    public Decision<T>? Decided<T>() where T : class => Read<Decision<T>>(_record);

    /// <summary>
    /// Writes the decision, unless there is one; gives the one that counts. Its bytes are durable, its name is after
    /// <see cref="SyncNames"/>.
    /// </summary>
    public Decision<T> Decide<T>(Decision<T> decision) where T : class
    {
        var temporary = At($"{_record}.{Path.GetRandomFileName()}");
        // Taken under a name of its own first: a twin writes into another file.
        Disk.Rename(At(SpareFolders.Record), temporary);
        Disk.Write(temporary, Padded(JsonSerializer.SerializeToUtf8Bytes(decision, WireJson.Options)));
        if (Disk.Rename(temporary, At(_record)) == RenameResult.Done)
            return decision;
        Disk.Delete(temporary);
        return Decided<T>() ?? throw new RaceLostException($"{Self} was closed.");
    }

    static byte[] Padded(byte[] json)
    {
        var padded = new byte[(json.Length + RecordBlock - 1) / RecordBlock * RecordBlock];
        json.CopyTo(padded, 0);
        padded.AsSpan(json.Length).Fill((byte)' ');
        return padded;
    }

    /// <summary>
    /// Makes a folder of new things in this one, unless it is there: all of them get their name at once, and only
    /// once. So a twin that is late cannot bring one back whose absence says that it is in the tree. All of it is
    /// durable, its name too.
    /// </summary>
    /// <param name="name">What it is called.</param>
    /// <param name="fill">Writes durable files into the folder with the path that it is given.</param>
    /// <param name="cancellationToken">Stops it; nothing has the name then.</param>
    public async Task Prepare(
        string name, Func<string, CancellationToken, Task> fill, CancellationToken cancellationToken)
    {
        // One left by a crash is not trusted, one of a slow twin is not disturbed: every attempt has a folder of its
        // own, and the first that is whole gets the name.
        if (!Has(name))
            await PrepareNew(name, fill, cancellationToken);
        // Before the record that is written next: a power failure that kept the record and not this name would say
        // that everything is in the tree already.
        SyncNames();
    }

    async Task PrepareNew(
        string name, Func<string, CancellationToken, Task> fill, CancellationToken cancellationToken)
    {
        var attempt = At($"{name}.{Path.GetRandomFileName()}");
        try
        {
            Disk.MakeDirectory(attempt);
            await fill(attempt, cancellationToken);
            Disk.SyncFolder(attempt);
            if (Disk.Rename(attempt, At(name)) == RenameResult.Missing)
                throw new RaceLostException($"{attempt} was taken away.");
        }
        finally
        {
            // A full disk is freed at once; an attempt that got the name is not here any more.
            Disk.Delete(attempt);
        }
    }

    /// <summary>Deletes what <see cref="Prepare"/> has made: never one of its parts while the name is there.</summary>
    public void Drop(string name)
    {
        var dropped = At($"{name}.{Path.GetRandomFileName()}");
        if (Disk.Rename(At(name), dropped) != RenameResult.Done)
            return;
        SyncNames();
        Disk.Delete(dropped);
    }

    /// <summary>Takes something of the tree into the folder.</summary>
    public void TakeIn(string path, string name) => Rename(path, At(name));

    /// <summary>Puts something of the folder into the tree.</summary>
    public void PutOut(string name, string path) => Rename(At(name), path);

    /// <summary>A rename that must succeed; both folders are made durable by <see cref="Sync"/>.</summary>
    public void Rename(string from, string to)
    {
        var result = Disk.Rename(from, to);
        if (result != RenameResult.Done)
            throw new RaceLostException($"Renaming {from} to {to}: {result}.");
        Touch(from);
        Touch(to);
    }

    /// <summary>Marks the folder of <paramref name="path"/> as changed.</summary>
    public void Touch(string path) => _touched.Add(Path.GetDirectoryName(path)!);

    /// <summary>Makes the names in the folder itself durable.</summary>
    public void SyncNames() => Disk.SyncFolder(Self);

    /// <summary>
    /// Makes all renames durable. They need no order among themselves: each moves what the one before it moved, and
    /// a restart finds its place from any prefix of them.
    /// </summary>
    public void Sync()
    {
        foreach (var folder in _touched)
            Disk.SyncFolder(folder);
        _touched.Clear();
    }

    /// <summary>Closes the step as done: from here on the tree cannot be changed through it.</summary>
    public void Complete() => Become(StepState.Done);

    /// <summary>Closes the step as refused, so that a late duplicate is not done in another world.</summary>
    public void Refuse() => Become(StepState.Refused);

    /// <summary>Leaves the tombstone that refuses a late execute.</summary>
    public void Forget() => Become(StepState.Undone);

    /// <summary>
    /// Not made durable: what these states say follows from the record and from what is where. After a power failure
    /// the step is in the state before, and whoever asks for it again finds nothing left to do.
    /// </summary>
    void Become(string next)
    {
        var result = Disk.Rename(Self, Path.Combine(home, next));
        if (result != RenameResult.Done)
            throw new RaceLostException($"{Self} was closed.");
    }

    /// <summary>A value that was written here; null when there is none.</summary>
    public T? Read<T>(string name) where T : class
    {
        // What is usually not there yet is asked for first: an exception costs more than the whole look.
        if (!Has(name))
            return null;
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllBytes(At(name)), WireJson.Options);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
