using System.Text;
using Sagas.Contracts;
using Sagas.Host.Http.Reading;

namespace Sagas.Host.Http.Content;

/// <summary><c>GET /content/read</c>: a file's text, or some of its lines.</summary>
internal static class ReadEndpoint
{
    public static void Map(IEndpointRouteBuilder content) => content.MapGet("/read", Get);

    static async Task<IResult> Get(
        string? uri, int? offset, int? limit, bool? raw, CallerTree tree, CancellationToken cancellationToken)
    {
        // Clients send it; there is only one form of a file here.
        _ = raw;
        var parsed = VikingUriParser.Parse(uri, "uri", tree.Caller);
        if (offset < 0)
            throw ApiException.Invalid("offset", "is negative");
        await using var stream = await FileContent.Open(tree, parsed, cancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var lines = new LineWindow(offset ?? 0, limit is >= 0 ? limit.Value : int.MaxValue);
        var buffer = new char[8192];
        while (!lines.IsFull && await reader.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            lines.Take(buffer.AsSpan(0, read));
            if (lines.Length > FileContent.TextBytesMax)
                throw TooLong(parsed);
        }
        return Answer.Ok(lines.ToString());
    }

    static ApiException TooLong(VikingUri uri) => new(
        ErrorCode.ResourceExhausted,
        $"{uri} has more than {FileContent.TextBytesMax} characters; read fewer lines, or download it.",
        new Dictionary<string, object?> { ["uri"] = uri.Value, ["limit"] = FileContent.TextBytesMax },
        StatusCodes.Status413PayloadTooLarge);
}
