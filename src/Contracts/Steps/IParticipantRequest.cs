namespace Sagas.Contracts;

/// <summary>
/// Something that a participant is asked outside any step: it changes nothing durable, holds no lock, and may be asked
/// twice. Its queue is named after the message.
/// </summary>
public interface IParticipantRequest;
