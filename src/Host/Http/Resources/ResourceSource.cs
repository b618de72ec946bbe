using Sagas.Consumers.FileTree;
using Sagas.Contracts;

namespace Sagas.Host.Http.Resources;

/// <summary>What is added: an upload, or a folder or file on the server.</summary>
/// <param name="UploadId">The upload; null when it is a path.</param>
/// <param name="Path">The path; null when it is an upload.</param>
/// <param name="Name">The source's own name.</param>
internal sealed record ResourceSource(string? UploadId, string? Path, string Name)
{
    static readonly string[] FetchedSchemes = ["http", "https", "git", "ssh", "tos"];

    public static ResourceSource Of(
        AddBody body, string account, IUploads uploads, IReadOnlyList<string> importRoots)
    {
        if (!string.IsNullOrEmpty(body.TempFileId))
            return OfUpload(body, account, body.TempFileId, uploads);
        if (string.IsNullOrEmpty(body.Path))
            throw ApiException.Invalid("path", "is missing, and temp_file_id too");
        if (body.WatchInterval > 0)
            throw ApiException.Unimplemented("watch_interval");
        if (FetchedSchemes.Any(s => body.Path.StartsWith(s + "://", StringComparison.OrdinalIgnoreCase))
            || body.Path.StartsWith("git@", StringComparison.Ordinal))
            throw ApiException.Unimplemented("path with a URL");
        var path = ImportPath.Of(body.Path, importRoots)
            ?? throw new ApiException(
                ErrorCode.PermissionDenied,
                "path is on this host and not below Sagas:ImportRoots; upload the file instead.",
                new Dictionary<string, object?> { ["field"] = "path", ["resource"] = "path" });
        return new ResourceSource(null, path, NameOf(body.SourceName, System.IO.Path.GetFileName(path)));
    }

    static ResourceSource OfUpload(AddBody body, string account, string id, IUploads uploads)
    {
        if (body.WatchInterval > 0)
            throw ApiException.Invalid("watch_interval", "needs a path; an upload never changes");
        if (!uploads.Renew(account, id))
            throw new ApiException(
                ErrorCode.PermissionDenied, "temp_file_id names no upload.",
                new Dictionary<string, object?> { ["field"] = "temp_file_id", ["resource"] = id });
        return new ResourceSource(id, null, NameOf(body.SourceName, id));
    }

    static string NameOf(string? sent, string fallback)
    {
        var name = string.IsNullOrEmpty(sent) ? fallback : sent;
        return VikingUriParser.ReasonAgainstSegment(name) is { } reason
            ? throw ApiException.Invalid("source_name", reason)
            : name;
    }
}
