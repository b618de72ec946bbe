namespace Sagas.Host.Http.Sessions;

/// <summary>How far the second half of a session commit has got with an archive.</summary>
internal enum ArchiveState
{
    /// <summary>Not finished: its messages still count as live for a reader.</summary>
    Pending,

    /// <summary>Its memories are written.</summary>
    Done,

    /// <summary>They could not be extracted.</summary>
    Failed,
}
