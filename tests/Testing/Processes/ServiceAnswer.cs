using System.Text.Json;

namespace Sagas.Testing.Processes;

/// <summary>What the service answered over HTTP.</summary>
public sealed record ServiceAnswer(int Status, string? TransactionId, JsonElement Body)
{
    /// <summary>The envelope's result.</summary>
    public JsonElement Result => Body.GetProperty("result");

    /// <summary>The error's code; null when there is none.</summary>
    public string? Code => Error is { } error ? error.GetProperty("code").GetString() : null;

    /// <summary>The error; null when there is none.</summary>
    public JsonElement? Error =>
        Body.TryGetProperty("error", out var error) && error.ValueKind == JsonValueKind.Object ? error : null;

    /// <summary>A detail of the error, as text.</summary>
    public string? Detail(string name) => Error is { } error
        && error.TryGetProperty("details", out var details) && details.ValueKind == JsonValueKind.Object
        && details.TryGetProperty(name, out var value) ? value.ToString() : null;

    /// <inheritdoc />
    public override string ToString() => $"{Status} {Body}";
}
