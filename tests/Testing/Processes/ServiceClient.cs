using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json;

namespace Sagas.Testing.Processes;

/// <summary>The service's HTTP API: an error is an answer, a broken connection an exception.</summary>
public sealed class ServiceClient(HttpClient http)
{
    /// <summary>Where the service is.</summary>
    public Uri Address => http.BaseAddress!;

    static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement;

    /// <summary>A call without a body.</summary>
    public Task<ServiceAnswer> Get(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>A call with a body.</summary>
    public Task<ServiceAnswer> Post(string path, object body, string? key = null) => Send(
        new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) }, key);

    /// <summary>Moves a file or a directory.</summary>
    public Task<ServiceAnswer> Move(string from, string to, double? waitSeconds = null, string? key = null) =>
        Post($"api/v1/fs/mv{Wait('?', waitSeconds)}", new { from_uri = from, to_uri = to }, key);

    /// <summary>Removes a file or a directory.</summary>
    public Task<ServiceAnswer> Remove(
        string uri, bool recursive = false, double? waitSeconds = null, string? key = null) => Send(
        new HttpRequestMessage(
            HttpMethod.Delete,
            $"api/v1/fs?uri={Uri.EscapeDataString(uri)}&recursive={(recursive ? "true" : "false")}"
                + Wait('&', waitSeconds)), key);

    /// <summary>Makes a directory.</summary>
    public Task<ServiceAnswer> MakeDirectory(
        string uri, double? waitSeconds = null, string? key = null, string? description = null) =>
        Post($"api/v1/fs/mkdir{Wait('?', waitSeconds)}", new { uri, description }, key);

    /// <summary>Writes a text file.</summary>
    public Task<ServiceAnswer> Write(
        string uri, string content, string mode, string? key = null, double? waitSeconds = null) =>
        Post($"api/v1/content/write{Wait('?', waitSeconds)}", new { uri, content, mode }, key);

    /// <summary>Uploads a tree as an archive; answers the upload's id.</summary>
    public async Task<string> Upload(IReadOnlyDictionary<string, string> files)
    {
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files)
            {
                await using var writer = new StreamWriter(await zip.CreateEntry(name).OpenAsync());
                await writer.WriteAsync(text);
            }
        }
        using var content = new MultipartFormDataContent
        {
            { new ByteArrayContent(archive.ToArray()), "file", "tree.zip" },
        };
        var answer = await Send(new HttpRequestMessage(HttpMethod.Post, "api/v1/resources/temp_upload")
        {
            Content = content,
        });
        return answer.Result.GetProperty("temp_file_id").GetString()!;
    }

    /// <summary>Adds what was uploaded.</summary>
    public Task<ServiceAnswer> Add(string uploadId, string to, bool wait = true, string? key = null) =>
        Post("api/v1/resources", new { temp_file_id = uploadId, to, wait }, key);

    /// <summary>A session of a user.</summary>
    public Task<ServiceAnswer> Session(string session, string user)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"api/v1/sessions/{session}");
        request.Headers.Add("X-OpenViking-User", user);
        return Send(request);
    }

    /// <summary>Commits a session of a user.</summary>
    public Task<ServiceAnswer> Commit(string session, string user = "default", int keep = 0, string? key = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"api/v1/sessions/{session}/commit")
        {
            Content = JsonContent.Create(new { keep_recent_count = keep }),
        };
        request.Headers.Add("X-OpenViking-User", user);
        return Send(request, key);
    }

    /// <summary>A transaction; null while the service does not know it.</summary>
    public async Task<JsonElement?> Transaction(string id) =>
        await Get($"api/v1/transactions/{id}") is { Status: 200 } found ? found.Result : null;

    /// <summary>Waits until no transaction and no message is left to be worked on.</summary>
    /// <exception cref="TimeoutException">Something was left.</exception>
    public async Task WaitUntilIdle()
    {
        var timeout = Eventually.Deadline.TotalSeconds - 5;
        var answer = await Post("api/v1/system/wait", new { timeout });
        if (answer.Status != 200)
            throw new TimeoutException($"The service is not idle: {answer}");
    }

    async Task<ServiceAnswer> Send(HttpRequestMessage request, string? key = null)
    {
        using var sending = request;
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var body = text.Length == 0 ? Nothing : JsonDocument.Parse(text).RootElement.Clone();
        var id = response.Headers.TryGetValues("X-Transaction-Id", out var ids) ? ids.First() : null;
        return new ServiceAnswer((int)response.StatusCode, id, body);
    }

    static string Wait(char mark, double? seconds) =>
        seconds is null ? "" : FormattableString.Invariant($"{mark}wait_seconds={seconds}");
}
