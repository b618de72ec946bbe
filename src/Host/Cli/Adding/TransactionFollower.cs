using System.Text.Json;
using Sagas.Contracts;

namespace Sagas.Host.Cli.Adding;

/// <summary>Shows what becomes of a transaction.</summary>
internal sealed class TransactionFollower(VerbContext verb, AddProgress progress)
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    string _shown = "";

    /// <summary>Until it is cancelled; never fails: it is only a view.</summary>
    public async Task Watch(TransactionId id, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                await Task.Delay(Pause, verb.Environment.Time, cancellationToken);
                if (await Look(id, cancellationToken) is { } view)
                    Say(view);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException or JsonException
            or ServiceException)
        {
            // The request itself reports what went wrong.
        }
    }

    /// <summary>Waits until the transaction has ended.</summary>
    /// <exception cref="ServiceException">It did not commit.</exception>
    public async Task End(TransactionId id, CancellationToken cancellationToken)
    {
        while (await Look(id, cancellationToken) is { } view)
        {
            Say(view);
            if (view.Text("phase") == TransactionPhase.Released)
            {
                Require(view);
                return;
            }
            await Task.Delay(Pause, verb.Environment.Time, cancellationToken);
        }
    }

    async Task<JsonElement?> Look(TransactionId id, CancellationToken cancellationToken)
    {
        try
        {
            return await verb.Client.Get($"transactions/{id}", cancellationToken);
        }
        catch (ServiceException unknown) when (unknown.Code == ErrorCode.NotFound)
        {
            return null;
        }
    }

    static void Require(JsonElement view)
    {
        if (view.Text("outcome") == TransactionOutcome.Committed)
            return;
        var reason = view.GetProperty("reason");
        throw reason.ValueKind == JsonValueKind.Object
            ? new ServiceException(reason.Text("code"), reason.Text("message"))
            : new ServiceException(ErrorCode.Aborted, $"The transaction ended as {view.Text("outcome")}.");
    }

    void Say(JsonElement view)
    {
        var step = view.Items("steps").LastOrDefault(s => s.Text("status") is not "pending");
        var line = step.ValueKind == JsonValueKind.Object
            ? $"{view.Text("phase")} {step.Text("kind")} {step.Text("status")}"
            : view.Text("phase");
        if (line != _shown)
            progress.Say(line);
        _shown = line;
        if (step.ValueKind == JsonValueKind.Object && step.TryGetProperty("progress", out var far)
            && far.ValueKind == JsonValueKind.Object)
        {
            progress.Reached(
                step.Text("kind"), far.Number("done"), far.Number("total") is > 0 and var all ? all : null,
                far.Text("unit"));
        }
    }
}
