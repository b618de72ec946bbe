using System.Diagnostics.CodeAnalysis;

namespace Sagas.Intake;

/// <summary>
/// Where a producer without MassTransit wants the outcome: a queue, and the words by which it knows its request. It
/// travels and is stored as a URI, <c>reply:?queue=…&amp;id=…</c>, beside the addresses of producers that have one.
/// </summary>
/// <param name="Queue">The queue, reached by the transport's default exchange.</param>
/// <param name="CorrelationId">Sent back as it came; null = there was none.</param>
public sealed record PlainReply(string Queue, string? CorrelationId)
{
    /// <summary>The longest name that a queue can have, in characters.</summary>
    public const int QueueLengthMax = 255;

    /// <summary>The header that carries <see cref="CorrelationId"/> as far as the transport.</summary>
    public const string CorrelationHeader = "Sagas-Correlation-Id";

    const string Scheme = "reply";

    /// <summary>What a transport with a default exchange calls it: nothing is declared for it.</summary>
    internal static Uri DefaultExchange { get; } = new("exchange:amq.rabbitmq.reply-to");

    /// <summary>As an address.</summary>
    public Uri ToUri()
    {
        var id = CorrelationId is null ? "" : $"&id={Uri.EscapeDataString(CorrelationId)}";
        return new Uri($"{Scheme}:?queue={Uri.EscapeDataString(Queue)}{id}");
    }

    /// <summary>Whether <paramref name="address"/> is one of these, well formed or not; else it is a transport's own.
    /// </summary>
    public static bool IsMeant(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.IsAbsoluteUri && address.Scheme == Scheme;
    }

    /// <summary>The reply that <paramref name="address"/> is. False when it is none, names no queue or several.
    /// </summary>
    public static bool TryParse(Uri address, [NotNullWhen(true)] out PlainReply? reply)
    {
        reply = null;
        if (!IsMeant(address))
            return false;
        var parts = address.Query.TrimStart('?').Split('&').Select(pair => pair.Split('=', 2))
            .ToLookup(pair => pair[0], pair => Uri.UnescapeDataString(pair[^1]), StringComparer.Ordinal);
        var (queues, ids) = (parts["queue"].ToList(), parts["id"].ToList());
        if (queues is not [{ Length: > 0 and <= QueueLengthMax } queue] || ids.Count > 1)
            return false;
        reply = new PlainReply(queue, ids.SingleOrDefault());
        return true;
    }
}
