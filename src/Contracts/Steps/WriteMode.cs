using System.Text.Json.Serialization;

namespace Sagas.Contracts;

/// <summary>What a write does with what is there.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WriteMode>))]
public enum WriteMode
{
    /// <summary>The file must exist; its content is exchanged.</summary>
    Replace,

    /// <summary>The file must exist; the text is put behind its content.</summary>
    Append,

    /// <summary>Nothing may be there.</summary>
    Create,
}
