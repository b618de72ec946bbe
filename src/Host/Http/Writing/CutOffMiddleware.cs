namespace Sagas.Host.Http.Writing;

/// <summary>Ends requests that a stop of the service would have to wait for too long.</summary>
internal sealed class CutOffMiddleware(RequestDelegate next, Stopping stopping)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await using var cutOff = stopping.CutOff.Register(context.Abort);
        await next(context);
    }
}
