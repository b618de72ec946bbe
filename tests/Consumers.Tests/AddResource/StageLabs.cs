using System.IO.Compression;
using Sagas.Consumers.AddResource;
using Sagas.Consumers.FileTree;
using Sagas.Consumers.FileTree.Staging;
using Sagas.Consumers.Steps;
using Sagas.Consumers.Tests.FileTree;
using Sagas.Contracts;
using Sagas.Testing.Steps;

namespace Sagas.Consumers.Tests.AddResource;

/// <summary>Labs that stage, and labs that place what was staged.</summary>
static class StageLabs
{
    public const string UploadId = "upload_0123456789abcdef0123456789abcdef.zip";

    public static TreeLab Stage(StageTree command, Func<FileTreeOptions, FileTreeOptions>? options = null) =>
        new(command, StepOf, options) { Id = new StepId(Transaction, 0) };

    public static TreeLab StageFolder(Func<StageTree, StageTree>? change = null)
    {
        var command = new StageTree { Account = TreeLab.Account, Name = "docs" };
        var lab = Stage(command);
        lab.Command = (change ?? (c => c))(command with { Path = Path.Combine(lab.Import, "docs") });
        Directory.CreateDirectory(Path.Combine(lab.Import, "docs"));
        return lab;
    }

    public static TreeLab StageContent(string name, string content) =>
        Stage(new StageTree { Account = TreeLab.Account, Name = name, Content = content });

    public static TreeLab StageZip(
        Action<ZipArchive> fill, Func<FileTreeOptions, FileTreeOptions>? options = null, string name = "docs")
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
            fill(zip);
        return StageUpload(archive.ToArray(), options, name);
    }

    public static TreeLab StageUpload(
        byte[] bytes, Func<FileTreeOptions, FileTreeOptions>? options = null, string name = "docs",
        string account = TreeLab.Account)
    {
        var lab = Stage(
            new StageTree { Account = TreeLab.Account, Name = name, UploadId = UploadId }, options);
        var uploads = lab.Paths.UploadsOf(account);
        Directory.CreateDirectory(uploads);
        File.WriteAllBytes(Path.Combine(uploads, UploadId), bytes);
        return lab;
    }

    /// <summary>A lab whose step places a staged tree of two files.</summary>
    public static TreeLab Place(string target, bool mustBeNew = false, bool parentMustExist = false)
    {
        var lab = StageFolder().WithImport("docs/one.md", "one").WithImport("docs/sub/two.md", "two");
        lab.Done().GetAwaiter().GetResult();
        lab.Id = new StepId(Transaction, 1);
        lab.Command = new PlaceTree(
            TreeLab.Account, TreeLab.Uri(target), StagedBy: 0, mustBeNew, parentMustExist);
        return lab;
    }

    public static TreeLab WithImport(this TreeLab lab, string path, string content = "content")
    {
        var full = Path.Combine(lab.Import, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
        return lab;
    }

    /// <summary>What the step staged.</summary>
    public static string Staged(this TreeLab lab) =>
        Path.Combine(lab.Paths.HomeOf(new StepId(Transaction, 0)), "done", StagedFacts.Tree);

    public static IReadOnlyList<string> StagedFiles(this TreeLab lab) =>
    [
        .. Directory.EnumerateFiles(lab.Staged(), "*", new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = 0,
        }).Select(path => Path.GetRelativePath(lab.Staged(), path)).Order(StringComparer.Ordinal),
    ];

    /// <summary>Nothing of a refused source is left in the transaction's folder.</summary>
    public static bool LeftNothing(this TreeLab lab) => !Directory
        .EnumerateFileSystemEntries(lab.Paths.HomeOf(lab.Id), "*", SearchOption.AllDirectories)
        .Any(path => path.Contains("stag", StringComparison.Ordinal));

    public static void Add(this ZipArchive zip, string name, string content = "content", int attributes = 0)
    {
        var entry = zip.CreateEntry(name);
        entry.ExternalAttributes = attributes;
        using var writer = new StreamWriter(entry.Open());
        writer.Write(content);
    }

    static TransactionId Transaction => new(new Guid("0198c000-0000-7000-8000-000000000001"));

    static IStepParticipant StepOf(TreeLab lab, IFaultPoints faults) => lab.Command is StageTree
        ? new StageTreeStep(
            lab.Paths, new Sources(lab.Options, lab.Paths, new LocalUploads(lab.Paths, lab.Clock)), lab.Options,
            lab.Clock, faults, TreeLab.Running)
        : new PlaceTreeStep(lab.Paths, faults, TreeLab.Running);
}
