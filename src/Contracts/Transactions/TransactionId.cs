using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Sagas.Contracts;

/// <summary>
/// Names one transaction for its whole life. The producer chooses it; it is the idempotency key: the same id sent
/// twice is one transaction. On the wire it is a UUID string.
/// </summary>
[JsonConverter(typeof(TransactionIdConverter))]
public readonly record struct TransactionId(Guid Value) : IParsable<TransactionId>
{
    /// <inheritdoc />
    public static TransactionId Parse(string s, IFormatProvider? provider) => new(Guid.Parse(s, provider));

    /// <inheritdoc />
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TransactionId result)
    {
        var parsed = Guid.TryParse(s, provider, out var value) && value != Guid.Empty;
        result = new TransactionId(value);
        return parsed;
    }

    /// <summary>The UUID in lower case with dashes.</summary>
    public override string ToString() => Value.ToString("D");
}
