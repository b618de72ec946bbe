namespace Sagas.Persistence.Outbox;

/// <summary>
/// The payload of a message on its way out that nobody may be listening for, and that is no failure. Its row goes when
/// it was sent, even where others go when they were consumed: what anything here lives on must never have it.
/// </summary>
internal sealed class OptionalMessage
{
    public static readonly OptionalMessage Mark = new();
}
