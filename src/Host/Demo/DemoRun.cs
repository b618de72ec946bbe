using System.Text.Json;
using Sagas.Contracts;
using Sagas.Host.Cli;
using Sagas.Host.Http.Writing;

namespace Sagas.Host.Demo;

/// <summary>What the steps of one demonstration share: the service, the documents, and where they are by now.
/// </summary>
internal sealed class DemoRun(string folder, DemoInput input, TimeProvider time) : IAsyncDisposable
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    ServiceClient? _client;
    ServiceProcess? _service;

    public string Folder => folder;

    public DemoInput Input => input;

    public TimeProvider Time => time;

    public Uri? Url { get; private set; }

    public ServiceProcess Service => _service ?? throw new InvalidOperationException("The service is not started.");

    public ServiceClient Client => _client ?? throw new InvalidOperationException("The service is not started.");

    /// <summary>The resource's URI; moves change it.</summary>
    public string Root { get; set; } = $"viking://resources/inbox/{input.Name}";

    /// <summary>The paths that it holds by now.</summary>
    public IReadOnlyList<string> Files { get; set; } = input.Files;

    /// <summary>The words of the searches.</summary>
    public string Query { get; } = DemoQuery.For(input);

    /// <summary>The last lines of the service; empty before it was started.</summary>
    public IReadOnlyList<string> LogTail => _service?.LogTail ?? [];

    string Faults => Path.Combine(folder, "faults");

    /// <summary>Starts the service on the same data and, from the second time on, at the same address; nothing is
    /// armed.</summary>
    public async Task Start(CancellationToken cancellationToken)
    {
        if (_service is { } before)
            await before.DisposeAsync();
        Arm();
        (_service, Url) = await ServiceProcess.Start(
            folder,
            [
                $"--Sagas:DataPath={Path.Combine(folder, "data")}",
                $"--Sagas:Http:Urls={Url?.GetLeftPart(UriPartial.Authority) ?? "http://127.0.0.1:0"}",
                "--Sagas:Timeouts:Step=4s",
                "--Sagas:Timeouts:UndoRetry=1s",
                $"--Sagas:Faults:0=@{Faults}",
            ],
            cancellationToken);
        _client ??= new ServiceClient(Url, apiKey: null);
    }

    /// <summary>From now on the service fails, or dies, as these lines of <c>Sagas:Faults</c> say.</summary>
    public void Arm(params string[] faults)
    {
        // Replaced by one rename: the service never reads half a file.
        File.WriteAllLines($"{Faults}.new", faults);
        File.Move($"{Faults}.new", Faults, overwrite: true);
    }

    public TransactionId NewId() => IdempotencyKey.New(time);

    /// <summary>One move as one transaction of the caller's own id.</summary>
    public Task<JsonElement> Move(TransactionId id, string to, CancellationToken cancellationToken) =>
        Client.Post("fs/mv", new { FromUri = Root, ToUri = to }, id, cancellationToken);

    public Task<JsonElement> Transaction(TransactionId id, CancellationToken cancellationToken) =>
        Client.Get($"transactions/{id}", cancellationToken);

    /// <summary>The same, when it has ended.</summary>
    public Task<JsonElement> Ended(TransactionId id, CancellationToken cancellationToken) =>
        Seen(id, view => view.Text("phase") == TransactionPhase.Released, cancellationToken);

    /// <summary>The same, when it is as wanted.</summary>
    public async Task<JsonElement> Seen(
        TransactionId id, Func<JsonElement, bool> wanted, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                if (await Transaction(id, cancellationToken) is var view && wanted(view))
                    return view;
            }
            catch (ServiceException unknown) when (unknown.Code == ErrorCode.NotFound)
            {
                // It has not begun yet.
            }
            await Task.Delay(Look, time, cancellationToken);
        }
    }

    /// <summary>Waits until summaries and index have caught up.</summary>
    public Task Settle(CancellationToken cancellationToken) =>
        Client.Post("system/wait", new { Timeout = 60 }, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        if (_service is not null)
            await _service.DisposeAsync();
    }
}
