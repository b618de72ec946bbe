using System.Text;
using Sagas.DeadLetters;

namespace Sagas.Host.Http.DeadLetters;

/// <summary>One letter with all that it carries. The body is there as bytes, and as text when it is text.</summary>
internal sealed record LetterView(
    DeadLetter Letter, IReadOnlyDictionary<string, string> Headers, string? Body, string BodyBase64,
    IReadOnlyList<DeadLetterAction> Actions)
{
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string? TextOf(ReadOnlySpan<byte> body)
    {
        try
        {
            return Strict.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
