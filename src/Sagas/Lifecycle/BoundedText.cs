using Sagas.Contracts;

namespace Sagas.Lifecycle;

/// <summary>
/// What an exception or a participant says, as long as a message may be: it goes into the row, its journal, every event
/// and every answer.
/// </summary>
internal static class BoundedText
{
    public static string Bounded(this string text) =>
        text.Length <= Limits.MessageLengthMax ? text : text[..Limits.MessageLengthMax];

    public static Reason Bounded(this Reason reason) => reason with { Message = reason.Message.Bounded() };

    /// <summary>The first exception of a fault.</summary>
    public static string Of(MassTransit.Fault fault) => fault.Exceptions is [var first, ..]
        ? $"{first.ExceptionType}: {first.Message}".Bounded()
        : "Unknown fault.";
}
