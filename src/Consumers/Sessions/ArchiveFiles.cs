namespace Sagas.Consumers.Sessions;

/// <summary>The names of the files that close an archive.</summary>
static class ArchiveFiles
{
    public const string Done = ".done";

    public const string Failed = ".failed.json";

    public const string Diff = "memory_diff.json";
}
