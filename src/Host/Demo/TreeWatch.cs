using Sagas.Host.Http.Reading;

namespace Sagas.Host.Demo;

/// <summary>
/// A reader that never stops: it lists the old place and, when that is gone, the new one. Whatever happens to the
/// service, each answer must hold all documents or none, and one of the two places must have them.
/// </summary>
internal sealed class TreeWatch : IAsyncDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    readonly CancellationTokenSource _stop = new();
    readonly DemoRun _run;
    readonly string _from;
    readonly string _to;
    readonly Task _reading;

    public TreeWatch(DemoRun run, string to)
    {
        (_run, _from, _to) = (run, run.Root, to);
        _reading = Read();
    }

    public int Old { get; private set; }

    public int New { get; private set; }

    public int Unanswered { get; private set; }

    public string? Torn { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _stop.Dispose();
    }

    async Task Read()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await Look();
            }
            catch (HttpRequestException)
            {
                Unanswered++;
            }
            catch (Exception e) when (e is OperationCanceledException or IOException)
            {
                // Stopped, or the service died in the middle of an answer.
            }
            catch (Exception e)
            {
                Torn ??= e.Message;
            }
            await Task.WhenAny(Task.Delay(Pause, _run.Time, _stop.Token));
        }
    }

    async Task Look()
    {
        var asked = _run.Time.GetTimestamp();
        if (await Snapshot.Documents(_run.Client, _from, _stop.Token) is { } old)
        {
            Old++;
            Judge(old, _from);
        }
        else if (await Snapshot.Documents(_run.Client, _to, _stop.Token) is { } now)
        {
            New++;
            Judge(now, _to);
        }
        // An answer for which the service has lost its patience with what is in flight says nothing about the end.
        else if (_run.Time.GetElapsedTime(asked) < ReadPatience.Default.Max)
        {
            Torn ??= "the documents were in neither place";
        }
    }

    void Judge(IReadOnlyList<string> seen, string place)
    {
        if (!seen.SequenceEqual(_run.Files))
            Torn ??= $"{seen.Count} of {_run.Files.Count} documents below {place}";
    }
}
