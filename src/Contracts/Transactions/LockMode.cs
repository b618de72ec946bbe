using System.Text.Json.Serialization;

namespace Sagas.Contracts;

/// <summary>What a path lock covers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LockMode>))]
public enum LockMode
{
    /// <summary>
    /// One path, which need not exist. Conflicts with any lock on the path and with a tree lock above.
    /// </summary>
    Exact,

    /// <summary>
    /// A path and everything below it. Conflicts with any lock at or below, and with a tree lock above.
    /// </summary>
    Tree,
}
