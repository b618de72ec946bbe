namespace Sagas.Host.Http;

/// <summary>What every JSON answer looks like, whether it succeeded or not.</summary>
internal sealed record Envelope(string Status, object? Result, ErrorBody? Error)
{
    /// <summary>Always null: clients expect the key.</summary>
    public object? Telemetry { get; }

    /// <summary>Always null: clients expect the key.</summary>
    public object? Profile { get; }

    public static Envelope Of(object? result) => new("ok", result, null);

    public static Envelope Of(ErrorBody error) => new("error", null, error);
}
