using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RabbitMQ.Client;
using Sagas.DeadLetters;
using Sagas.Lifecycle;

namespace Sagas.Host.DeadLetters;

/// <summary>Reads what a message in the dead-letter queue says of its death.</summary>
internal static class BrokerLetters
{
    const int IdLength = 20;

    static readonly Dictionary<string, object?> NoClaims = [];

    public static DeadLetter FactsOf(IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body)
    {
        var headers = properties.Headers ?? new Dictionary<string, object?>();
        var death = headers.TryGetValue(LetterHeaders.Deaths, out var deaths) && deaths is IList<object?> { Count: > 0 }
            ? ((IList<object?>)deaths)[0] as IDictionary<string, object?>
            : null;
        // The service lets no x-death through: where there is one the broker gave the message up, and what else it
        // says of its death is its sender's word, who may not choose the queue of a replay.
        var claims = death is null ? headers : NoClaims;
        var exception = Text(claims, LetterHeaders.ExceptionType);
        var queue = death is null ? QueueOf(Text(claims, LetterHeaders.InputAddress)) : Text(death, "queue");
        var failedAt = death is null ? FaultOf(claims) : DeathOf(death);
        var facts = MessageFacts.Of(body, TypeOf(claims, queue));
        return new DeadLetter
        {
            Id = IdOf(properties, queue, failedAt, body.Span),
            FailedAt = failedAt,
            Cause = exception is null ? Text(death, "reason") ?? DeadLetterCause.Unknown : DeadLetterCause.Fault,
            ExceptionType = exception,
            Reason = ReasonOf(claims, death),
            MessageType = facts.MessageType ?? DeadLetterCause.Unknown,
            Queue = queue,
            MessageId = properties.MessageId,
            TransactionId = facts.TransactionId,
            Account = facts.Account,
            User = facts.User,
            ContentType = properties.ContentType,
            Bytes = body.Length,
        };
    }

    /// <summary>Headers and properties as text.</summary>
    public static SortedDictionary<string, string> Headers(IReadOnlyBasicProperties properties)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in properties.Headers ?? new Dictionary<string, object?>())
            all[name] = Written(value);
        if (properties.ReplyTo is { } replyTo)
            all["reply_to"] = replyTo;
        if (properties.CorrelationId is { } correlation)
            all["correlation_id"] = correlation;
        return all;
    }

    /// <summary>
    /// What the message carried when it died, without the traces of the death. One without an id gets one that follows
    /// from the letter: should it go out twice, both are the same message.
    /// </summary>
    public static BasicProperties ForReplay(BrokerLetter letter)
    {
        var properties = new BasicProperties(letter.Properties)
        {
            Headers = (letter.Properties.Headers ?? new Dictionary<string, object?>())
                .Where(header => !LetterHeaders.IsOfTheDeath(header.Key) && !IsOfTheRoute(header.Key))
                .ToDictionary(header => header.Key, header => header.Value),
            DeliveryMode = DeliveryModes.Persistent,
        };
        properties.Headers[LetterHeaders.ReplayOf] = letter.Facts.Id;
        properties.ClearExpiration();
        properties.ClearUserId();
        if (string.IsNullOrEmpty(properties.MessageId))
            properties.MessageId = MessageIds.Of(Guid.Empty, "dead-letter", letter.Facts.Id).ToString();
        return properties;
    }

    /// <summary>The broker would send it to those queues, too.</summary>
    static bool IsOfTheRoute(string header) => header is "CC" or "BCC";

    static string IdOf(
        IReadOnlyBasicProperties properties, string? queue, DateTimeOffset failedAt, ReadOnlySpan<byte> body)
    {
        var facts = string.Join(
            '/', properties.MessageId, queue, failedAt.UtcTicks.ToString(CultureInfo.InvariantCulture),
            Convert.ToHexString(SHA256.HashData(body)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(facts)))[..IdLength];
    }

    /// <summary><c>rabbitmq://host/vhost/move-resource?durable=…</c> is <c>move-resource</c>.</summary>
    static string? QueueOf(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri)
        ? Uri.UnescapeDataString(uri.AbsolutePath[(uri.AbsolutePath.LastIndexOf('/') + 1)..])
        : null;

    static DateTimeOffset FaultOf(IDictionary<string, object?> headers) =>
        DateTimeOffset.TryParse(
            Text(headers, LetterHeaders.FaultTime), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out var time) ? time.ToUniversalTime() : DateTimeOffset.UnixEpoch;

    static DateTimeOffset DeathOf(IDictionary<string, object?>? death) =>
        death?.TryGetValue("time", out var time) == true && time is AmqpTimestamp stamp
            ? DateTimeOffset.FromUnixTimeSeconds(stamp.UnixTime)
            : DateTimeOffset.UnixEpoch;

    static string ReasonOf(IDictionary<string, object?> headers, IDictionary<string, object?>? death) =>
        Text(headers, LetterHeaders.Reason) ?? Text(headers, LetterHeaders.FaultMessage)
        ?? (Text(death, "reason") is { } reason
            ? $"The broker gave it up in {Text(death, "queue")}: {reason}."
            : "Somebody has put it there: it carries no reason.");

    /// <summary>A plain command is named by its queue. In the header a namespace stands before the name.</summary>
    static string? TypeOf(IDictionary<string, object?> headers, string? queue) =>
        Text(headers, LetterHeaders.MessageType) is { } type
            ? type[(type.LastIndexOf('.') + 1)..]
            : (queue is { Length: > 0 }
                ? string.Concat(queue.Split('-', StringSplitOptions.RemoveEmptyEntries)
                    .Select(word => char.ToUpperInvariant(word[0]) + word[1..]))
                : null);

    static string? Text(IDictionary<string, object?>? table, string name) =>
        table?.TryGetValue(name, out var value) == true && value is not null ? Written(value) : null;

    static string Written(object? value) => value switch
    {
        null => "",
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        IDictionary<string, object?> table =>
            $"{{{string.Join(", ", table.Select(x => $"{x.Key}: {Written(x.Value)}"))}}}",
        IList<object?> list => $"[{string.Join(", ", list.Select(Written))}]",
        AmqpTimestamp time => DateTimeOffset.FromUnixTimeSeconds(time.UnixTime).ToString("O"),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
