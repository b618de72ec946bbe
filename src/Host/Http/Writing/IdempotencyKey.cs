using System.Security.Cryptography;
using System.Text;
using Sagas.Contracts;

namespace Sagas.Host.Http.Writing;

/// <summary>The id of the transaction that a write starts: the caller's <c>Idempotency-Key</c>, or a new one.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    /// <summary>This edge stamps the ids of commands that come without one.</summary>
    public static TransactionId Of(HttpContext context) => Sent(context)
        ?? New(context.RequestServices.GetRequiredService<TimeProvider>());

    public static TransactionId New(TimeProvider time) => new(Guid.CreateVersion7(time.GetUtcNow()));

    /// <summary>The caller's own key; null when there is none.</summary>
    public static TransactionId? Sent(HttpContext context)
    {
        var text = context.Request.Headers[Header].ToString();
        if (text.Length == 0)
            return null;
        return TransactionId.TryParse(text, null, out var id)
            ? id
            : throw ApiException.Invalid(Header, "is no UUID");
    }

    /// <summary>
    /// The id of the n-th try of one request. The same request sent again walks through the same ids, so it finds
    /// what its first sending did.
    /// </summary>
    public static TransactionId ForTry(this TransactionId first, int n)
    {
        if (n == 0)
            return first;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{first}#{n}"));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new TransactionId(new Guid(hash.AsSpan(0, 16), bigEndian: true));
    }
}
