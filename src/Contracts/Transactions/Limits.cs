namespace Sagas.Contracts;

/// <summary>Every fixed bound of the system in one place. What an operator may change is in the options.</summary>
public static class Limits
{
    /// <summary>UTF-8 bytes of a URI: what a path on Linux may have, less room for the data folder.</summary>
    public const int UriBytesMax = 3072;

    /// <summary>Segments of a URI.</summary>
    public const int UriDepthMax = 64;

    /// <summary>UTF-8 bytes of one segment: NAME_MAX of the usual file systems.</summary>
    public const int SegmentBytesMax = 255;

    /// <summary>Characters of an account or user name.</summary>
    public const int NameLengthMax = 64;

    /// <summary>Steps of one plan.</summary>
    public const int StepsMax = 16;

    /// <summary>Paths of one lock request.</summary>
    public const int LocksMax = 512;

    /// <summary>Transactions that may wait for locks at once; the next one is refused with CONFLICT.</summary>
    public const int WaitersMax = 10_000;

    /// <summary>Longest wait for locks that a command may ask for, in seconds.</summary>
    public const int WaitSecondsMax = 3600;

    /// <summary>How often a step is sent before its silence is taken for a failure.</summary>
    public const int StepAttemptsMax = 3;

    /// <summary>How often an undo is sent in a row before the transaction is suspended.</summary>
    public const int UndoAttemptsMax = 3;

    /// <summary>How often a failed application of summaries and index entries is made anew; then it waits for
    /// <c>verify --repair</c>.</summary>
    public const int IndexRetriesMax = 6;

    /// <summary>Characters of a reason's message that are kept.</summary>
    public const int MessageLengthMax = 2048;

    /// <summary>Characters of a session's id.</summary>
    public const int SessionIdLengthMax = 128;

    /// <summary>Messages that a session commit may be asked to keep live.</summary>
    public const int KeepRecentMax = 10_000;

    /// <summary>Messages of one batch that is appended to a session.</summary>
    public const int BatchMessagesMax = 100;
}
