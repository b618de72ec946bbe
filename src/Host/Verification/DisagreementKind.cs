namespace Sagas.Host.Verification;

/// <summary>The ways in which the stores can disagree.</summary>
internal static class DisagreementKind
{
    /// <summary>An index entry whose file or directory is gone.</summary>
    public const string Orphan = "orphan_entry";

    /// <summary>A file without an index entry.</summary>
    public const string Missing = "missing_entry";

    /// <summary>An index entry whose vector another embedding model has made: no search finds it.</summary>
    public const string OtherModel = "other_model";

    /// <summary>A lock whose transaction has ended or is unknown.</summary>
    public const string StaleLock = "stale_lock";

    /// <summary>A transaction folder whose transaction has ended or is unknown.</summary>
    public const string LeftoverFolder = "leftover_folder";

    /// <summary>An outbox row that could not be sent.</summary>
    public const string ParkedMessage = "parked_message";
}
