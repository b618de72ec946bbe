using System.Globalization;
using System.Security.Cryptography;

namespace Sagas.Host.Http.Pipeline;

/// <summary>Takes or makes the id of a request, and says how long it took.</summary>
internal sealed class RequestIdMiddleware(RequestDelegate next, TimeProvider time)
{
    public const string IdHeader = "X-Request-ID";
    public const string TimeHeader = "X-Process-Time";
    const int LengthMax = 128;

    public async Task InvokeAsync(HttpContext context)
    {
        var started = time.GetTimestamp();
        var sent = context.Request.Headers[IdHeader].ToString();
        var legal = IsLegal(sent);
        context.TraceIdentifier = legal ? sent : RandomNumberGenerator.GetHexString(32, lowercase: true);
        context.Response.OnStarting(() =>
        {
            var took = time.GetElapsedTime(started).TotalSeconds;
            context.Response.Headers[IdHeader] = context.TraceIdentifier;
            context.Response.Headers[TimeHeader] = took.ToString("0.######", CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        });
        if (sent.Length > 0 && !legal)
            await Answer.Error(ApiException.Invalid(IdHeader, "may have 1 to 128 of A-Z a-z 0-9 . _ : - only"))
                .ExecuteAsync(context);
        else
            await next(context);
    }

    static bool IsLegal(string id) => id.Length is > 0 and <= LengthMax
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or ':' or '-');
}
