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
}
