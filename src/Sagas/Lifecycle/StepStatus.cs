using System.Text.Json.Serialization;

namespace Sagas.Lifecycle;

/// <summary>What has become of one step. Stored and shown by name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StepStatus>))]
public enum StepStatus
{
    /// <summary>Not sent yet.</summary>
    Pending,

    /// <summary>Sent, not answered: its outcome is unknown.</summary>
    Sent,

    /// <summary>Done, and durable at the participant.</summary>
    Done,

    /// <summary>Refused, faulted or silent for too long: its outcome may be unknown.</summary>
    Failed,

    /// <summary>Its undo was sent, not answered.</summary>
    Undoing,

    /// <summary>Undone.</summary>
    Undone,

    /// <summary>The participant found nothing to undo.</summary>
    Skipped,

    /// <summary>Its undo keeps failing.</summary>
    UndoFailed,
}
