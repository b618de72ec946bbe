using System.Net.Http.Headers;
using System.Text.Json;
using Sagas.Contracts;
using Sagas.Host.Http;

namespace Sagas.Host.Cli;

/// <summary>Calls a running service. Every answer is the envelope's result; every error a
/// <see cref="ServiceException"/>; no answer an <see cref="HttpRequestException"/>.</summary>
internal sealed class ServiceClient : IDisposable
{
    const int LongBody = 64 << 10;

    // A busy service takes a while to say that it will not have it.
    static readonly TimeSpan RefusalPatience = TimeSpan.FromSeconds(10);

    readonly HttpClient _http;

    public ServiceClient(Uri url, string? apiKey)
    {
        // A proxy of the environment is for the world, not for a service on this machine.
        _http = new HttpClient(new SocketsHttpHandler
        {
            UseProxy = !url.IsLoopback,
            Expect100ContinueTimeout = RefusalPatience,
        })
        {
            BaseAddress = new Uri(url.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
        if (apiKey is not null)
            _http.DefaultRequestHeaders.Add("X-API-Key", apiKey);
    }

    public Task<JsonElement> Get(string path, CancellationToken cancellationToken, params (string, object?)[] query) =>
        Send(new HttpRequestMessage(HttpMethod.Get, PathOf(path, query)), cancellationToken);

    public Task<JsonElement> Delete(
        string path, CancellationToken cancellationToken, params (string, object?)[] query) =>
        Send(new HttpRequestMessage(HttpMethod.Delete, PathOf(path, query)), cancellationToken);

    public Task<JsonElement> Post(
        string path, object body, CancellationToken cancellationToken, params (string, object?)[] query) =>
        Post(path, body, null, cancellationToken, query);

    /// <param name="path">The route below <c>/api/v1/</c>.</param>
    /// <param name="body">Becomes JSON.</param>
    /// <param name="id">The idempotency key; null = none.</param>
    /// <param name="cancellationToken">Stops waiting for the answer.</param>
    /// <param name="query">Query parameters; those that are null are left out.</param>
    public Task<JsonElement> Post(
        string path, object body, TransactionId? id, CancellationToken cancellationToken,
        params (string, object?)[] query)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body, body.GetType(), HttpJson.Options));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, PathOf(path, query)) { Content = content };
        if (id is not null)
            request.Headers.Add("Idempotency-Key", id.Value.ToString());
        return Send(request, cancellationToken);
    }

    /// <param name="content">Can seek: its length goes ahead of it.</param>
    /// <param name="extension">What it is, such as <c>.zip</c>; ASCII.</param>
    /// <param name="cancellationToken">Stops the upload.</param>
    public Task<JsonElement> Upload(Stream content, string extension, CancellationToken cancellationToken)
    {
        var file = new StreamContent(content, 128 << 10);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        // Of its name the service wants no more than the extension, and a header cannot carry every name.
        var form = new MultipartFormDataContent { { file, "file", $"file{extension}" } };
        return Send(
            new HttpRequestMessage(HttpMethod.Post, PathOf("resources/temp_upload")) { Content = form },
            cancellationToken);
    }

    public async Task Download(
        string path, Stream target, CancellationToken cancellationToken, params (string, object?)[] query)
    {
        using var response = await _http.GetAsync(
            PathOf(path, query), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
            await ResultOf(response, cancellationToken);
        await response.Content.CopyToAsync(target, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    async Task<JsonElement> Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using (request)
        {
            // What is too long is refused by its length: who has begun to send it would only see the connection break.
            request.Headers.ExpectContinue = request.Content?.Headers.ContentLength > LongBody;
            using var response = await _http.SendAsync(request, cancellationToken);
            return await ResultOf(response, cancellationToken);
        }
    }

    static async Task<JsonElement> ResultOf(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var answer = await JsonSerializer.DeserializeAsync<JsonElement>(
            stream, HttpJson.Options, cancellationToken);
        var status = answer.ValueKind == JsonValueKind.Object ? answer.Text("status") : "";
        if (status == "error" && answer.TryGetProperty("error", out var error)
            && error.ValueKind == JsonValueKind.Object && error.Text("code") is { Length: > 0 } code)
            throw new ServiceException(code, error.Text("message"));
        return status == "ok" && answer.TryGetProperty("result", out var result)
            ? result
            : throw new JsonException("The answer is no envelope.");
    }

    static string PathOf(string path, params (string Name, object? Value)[] query)
    {
        var pairs = query
            .Where(q => q.Value is not null)
            .Select(q => $"{q.Name}={Uri.EscapeDataString(Text(q.Value!))}");
        return $"api/v1/{path}?{string.Join('&', pairs)}".TrimEnd('?');
    }

    static string Text(object value) => value is bool flag
        ? flag ? "true" : "false"
        : Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
