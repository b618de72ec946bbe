using System.Text;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.FileTree.Native;
using Sagas.Contracts;

namespace Sagas.Consumers.SessionCommit;

/// <summary>Memories merged into the files of their topics, as they will be; nothing is written here.</summary>
sealed class MergedFiles(TreePaths paths, WriteMemories command)
{
    readonly Dictionary<VikingUri, string?> _texts = [];
    readonly Dictionary<VikingUri, string> _changed = [];
    readonly Dictionary<string, int> _extracted = new(StringComparer.Ordinal);
    readonly List<(VikingUri File, Memory Memory, bool IsNewFile)> _added = [];

    /// <summary>The files that change, with their whole new text, in the order of the memories.</summary>
    public IReadOnlyDictionary<VikingUri, string> Changed => _changed;

    /// <summary>The memories that are new.</summary>
    public IReadOnlyList<(VikingUri File, Memory Memory, bool IsNewFile)> Added => _added;

    /// <summary>How many are new, by category.</summary>
    public IReadOnlyDictionary<string, int> Extracted => _extracted;

    /// <summary>How many were there before.</summary>
    public int Known { get; private set; }

    /// <summary>How many have no place: no file can be there, or it is full.</summary>
    public int Dropped { get; private set; }

    public void Add(Memory memory)
    {
        var uri = MemoryFile.Of(command.User, memory);
        if (!_texts.TryGetValue(uri, out var before))
            before = _texts[uri] = Read(uri);
        if (before is null)
        {
            Dropped++;
            return;
        }
        var isNew = before.Length == 0 && !_changed.ContainsKey(uri);
        var text = _changed.GetValueOrDefault(uri) ?? (isNew ? MemoryDocument.Empty(memory) : before);
        var id = MemoryDocument.IdOf(command.Archive, memory);
        if (MemoryDocument.Has(text, id, memory))
        {
            Known++;
            return;
        }
        var longer = MemoryDocument.With(text, id, memory);
        if (Encoding.UTF8.GetByteCount(longer) > MemoryDocument.BytesMax)
        {
            Dropped++;
            return;
        }
        _changed[uri] = longer;
        _added.Add((uri, memory, before.Length == 0));
        _extracted[memory.Category] = _extracted.GetValueOrDefault(memory.Category) + 1;
    }

    /// <summary>The text that is there, "" for nothing; null when it is no text, or no file.</summary>
    string? Read(VikingUri uri)
    {
        var facts = paths.Look(command.Account, uri);
        if (facts.Kind is PathKind.Missing)
            return Parents.InTheWay(paths, command.Account, uri) is null ? "" : null;
        if (facts.Kind is not PathKind.File || facts.Size > MemoryDocument.BytesMax)
            return null;
        using var file = SafeFile.OpenRead(paths.Of(command.Account, uri));
        using var reader = new StreamReader(
            file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        try
        {
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
