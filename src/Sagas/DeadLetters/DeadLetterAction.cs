namespace Sagas.DeadLetters;

/// <summary>
/// One line of the audit: somebody asked for something to be done with a dead letter, or what came of it. Lines are
/// only ever added; a request without a result was cut off by a crash.
/// </summary>
public sealed class DeadLetterAction
{
    /// <summary>Its place in the audit.</summary>
    public long Id { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Who.</summary>
    public string By { get; set; } = "";

    /// <summary>"replay" or "discard".</summary>
    public string Action { get; set; } = "";

    /// <summary>"requested", or one of <see cref="DeadLetterResult"/>.</summary>
    public string Result { get; set; } = "";

    /// <summary>Why, as the operator said; or what went wrong. Null when nothing was said.</summary>
    public string? Why { get; set; }

    /// <summary>The letter.</summary>
    public string LetterId { get; set; } = "";

    /// <summary>What the letter was: exception and message type.</summary>
    public string Group { get; set; } = "";

    /// <summary>The queue that it came from.</summary>
    public string? Queue { get; set; }

    /// <summary>The message's id.</summary>
    public string? MessageId { get; set; }

    /// <summary>Its transaction.</summary>
    public Guid? TransactionId { get; set; }
}
