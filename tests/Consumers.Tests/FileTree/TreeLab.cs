using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.FileTree.Folders;
using Sagas.Consumers.Steps;
using Sagas.Contracts;
using Sagas.Testing.Steps;

namespace Sagas.Consumers.Tests.FileTree;

/// <summary>A tree in a fresh folder and one file step to try on it.</summary>
sealed class TreeLab : IStepLab
{
    public const string Account = "acme";

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sagas-tree-");
    readonly Func<TreeLab, IFaultPoints, IStepParticipant> _step;

    public TreeLab(
        object command, Func<TreeLab, IFaultPoints, IStepParticipant> step, Func<FileTreeOptions, FileTreeOptions>?
            options = null)
    {
        Command = command;
        _step = step;
        var plain = new FileTreeOptions { Root = Path.Combine(_folder.FullName, "fs"), ImportRoots = [Import] };
        Directory.CreateDirectory(Import);
        Options = options?.Invoke(plain) ?? plain;
        Paths = new TreePaths(Options);
        Paths.LeaveASpare();
    }

    public StepId Id { get; set; } = new(new TransactionId(new Guid("0198c000-0000-7000-8000-000000000001")), 1);

    public object Command { get; set; }

    public FileTreeOptions Options { get; }

    public TreePaths Paths { get; }

    /// <summary>A process of its own each time: nothing is joined in memory.</summary>
    public static RunningSteps Running => new();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public string Root => Paths.Root;

    /// <summary>A folder that <c>path</c> may name.</summary>
    public string Import => Path.Combine(_folder.FullName, "import");

    /// <summary>Puts a file into the tree; a trailing slash makes a directory.</summary>
    public TreeLab With(string path, string content = "content")
    {
        var full = Path.Combine(Root, Account, path);
        if (path.EndsWith('/'))
        {
            Directory.CreateDirectory(full);
            return this;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        return this;
    }

    public string FullPath(string path) => Path.Combine(Root, Account, path);

    public bool Exists(string path) => Path.Exists(FullPath(path));

    public string Read(string path) => File.ReadAllText(FullPath(path));

    public IStepParticipant Restart(IFaultPoints faults) => _step(this, faults);

    public Task<string> Snapshot() => Task.FromResult(Describe(Root));

    public Task Overtake()
    {
        new Purge(Paths).Close(Id.TransactionId);
        return Task.CompletedTask;
    }

    public static VikingUri Uri(string path) => VikingUriParser.Parse(VikingUri.Scheme + path, "uri");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Every name below a folder but the reserved one, with kind, mode and hash.</summary>
    public static string Describe(string root)
    {
        var text = new StringBuilder();
        if (!Directory.Exists(root))
            return "";
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 };
        // The reserved folder is not even entered: links in it lead back to the root.
        var paths = Directory.EnumerateFileSystemEntries(root)
            .Where(path => Path.GetFileName(path) != ".sagas")
            .SelectMany(path => Directory.Exists(path)
                ? Directory.EnumerateFileSystemEntries(path, "*", options).Prepend(path)
                : [path]);
        foreach (var path in paths.Order(StringComparer.Ordinal))
        {
            var content = Directory.Exists(path) ? "directory" : Convert.ToHexString(
                SHA256.HashData(File.ReadAllBytes(path)));
            var mode = OperatingSystem.IsWindows() ? 0 : File.GetUnixFileMode(path);
            text.AppendLine(string.Join(' ', Path.GetRelativePath(root, path), mode, content));
        }
        return text.ToString();
    }
}
