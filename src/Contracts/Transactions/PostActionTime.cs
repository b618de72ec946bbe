using System.Text.Json.Serialization;

namespace Sagas.Contracts;

/// <summary>In which endings of a transaction a post-action is sent.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PostActionTime>))]
public enum PostActionTime
{
    /// <summary>Only when it commits.</summary>
    AfterCommit,

    /// <summary>When it ends, committed or rolled back, provided a step was sent: cleaning up.</summary>
    AfterEnd,

    /// <summary>
    /// When it ends without having committed, for a reason that may pass: its locks were not free in time, a step
    /// faulted, was silent or took too long. Not after a refusal, which would be the same again, and not after a
    /// cancel, which somebody wanted.
    /// </summary>
    AfterFailure,

    /// <summary>As <see cref="AfterFailure"/>, and when a step was refused as stale: made anew, from what is there
    /// then, it is another command.</summary>
    AfterFailureOrStale,
}
