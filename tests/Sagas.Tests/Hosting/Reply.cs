namespace Sagas.Tests.Hosting;

/// <summary>What a scripted participant does with a command.</summary>
enum Reply
{
    /// <summary>Does it and says so.</summary>
    Done,

    /// <summary>Says that it cannot be done; of an undo, that there was nothing to undo.</summary>
    Refuse,

    /// <summary>Says that it comes too late.</summary>
    Stale,

    /// <summary>Throws.</summary>
    Throw,

    /// <summary>Takes it and never answers.</summary>
    Silent,
}
