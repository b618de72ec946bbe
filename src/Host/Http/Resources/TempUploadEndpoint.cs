using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using Sagas.Consumers.FileTree;
using Sagas.Contracts;
using Sagas.Host.Http.Access;
using Sagas.Host.Options;

namespace Sagas.Host.Http.Resources;

/// <summary><c>POST /resources/temp_upload</c>: the file goes straight to the upload store, never to memory.</summary>
internal static class TempUploadEndpoint
{
    /// <summary>Boundaries and part headers around the file.</summary>
    const int FramingBytes = 64 << 10;

    public static void Map(IEndpointRouteBuilder resources) => resources.MapPost("/temp_upload", Post);

    static async Task<IResult> Post(
        HttpContext context, IUploads uploads, SagasOptions options, CancellationToken cancellationToken)
    {
        var bytesMax = options.Limits.UploadBytes;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = bytesMax + FramingBytes;
        var reader = new MultipartReader(BoundaryOf(context.Request), context.Request.Body);
        try
        {
            while (await SentStream.OfTheClient(reader.ReadNextSectionAsync(cancellationToken)) is { } section)
            {
                if (section.AsFileSection() is { Name: "file", FileStream: { } content } file)
                    return Answer.Ok(new { TempFileId = await Store(file.FileName, new SentStream(content)) });
            }
        }
        catch (RefusedException refused) when (refused.Reason.Code == ErrorCode.ResourceExhausted)
        {
            throw TooBig(bytesMax);
        }
        catch (BadHttpRequestException bad) when (bad.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw TooBig(bytesMax);
        }
        catch (InvalidDataException broken)
        {
            throw ApiException.Invalid("body", $"is broken multipart/form-data: {broken.Message.TrimEnd('.')}");
        }
        throw ApiException.Invalid("file", "is missing");

        Task<string> Store(string fileName, Stream content) => uploads.Store(
            context.Caller().Account, RandomNumberGenerator.GetHexString(32, lowercase: true), fileName, content,
            bytesMax, cancellationToken);
    }

    static string BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary) is { Length: > 0 and <= 200 } boundary
            ? boundary.ToString()
            : throw ApiException.Invalid("Content-Type", "is not multipart/form-data with a boundary");

    static ApiException TooBig(long bytesMax) => new(
        ErrorCode.ResourceExhausted, $"The file has more than {bytesMax} bytes (Sagas:Limits:UploadBytes).",
        new Dictionary<string, object?> { ["field"] = "file", ["limit"] = bytesMax },
        StatusCodes.Status413PayloadTooLarge);
}
