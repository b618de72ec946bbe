using Sagas.Contracts;
using Sagas.Host.Http.Reading;

namespace Sagas.Host.Http.Content;

/// <summary>Opens files for readers.</summary>
internal static class FileContent
{
    /// <summary>Text that goes into one JSON answer; more is downloaded.</summary>
    public const int TextBytesMax = 16 << 20;

    public static async Task<Stream> Open(CallerTree tree, VikingUri uri, CancellationToken cancellationToken)
    {
        var entry = await tree.Stat(uri, cancellationToken) ?? throw ApiException.NotFound(uri, "file");
        if (entry.IsDirectory)
            throw new ApiException(
                ErrorCode.InvalidArgument, $"{uri} is a directory.",
                new Dictionary<string, object?>
                {
                    ["field"] = "uri",
                    ["expected"] = "file",
                    ["actual"] = "directory",
                    ["uri"] = uri.Value,
                });
        return await tree.OpenRead(uri, cancellationToken) ?? throw ApiException.NotFound(uri, "file");
    }
}
