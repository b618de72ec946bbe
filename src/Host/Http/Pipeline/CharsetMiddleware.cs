using System.Text;
using Microsoft.Net.Http.Headers;

namespace Sagas.Host.Http.Pipeline;

/// <summary>
/// Puts the charset of a JSON body into the one form that the framework reads: it takes no quotes, which are legal, and
/// fails at a charset that it does not know, as if the service were to blame.
/// </summary>
internal sealed class CharsetMiddleware(RequestDelegate next)
{
    const string Usual = "utf-8";

    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (request.HasJsonContentType() && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.Charset.HasValue && !type.Charset.Equals(Usual, StringComparison.OrdinalIgnoreCase))
        {
            type.Encoding = EncodingOf(HeaderUtilities.RemoveQuotes(type.Charset).ToString());
            request.ContentType = type.ToString();
        }
        return next(context);
    }

    static Encoding EncodingOf(string charset)
    {
        try
        {
            return Encoding.GetEncoding(charset);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw ApiException.Invalid("Content-Type", "has a charset that is unknown; use utf-8");
        }
    }
}
